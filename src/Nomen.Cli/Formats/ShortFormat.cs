using Nomen.Cli.Arguments;
using Nomen.Cli.Query;
using Nomen.Dns.Messages;

namespace Nomen.Cli.Formats;

/// <summary>Rdata of the answer section, a line each, as <c>dig +short</c>.</summary>
internal sealed class ShortFormat(DisplayOptions display) : ResponseFormat
{
    public override void Write(TextWriter output, QueryOutcome outcome)
    {
        foreach (RecordView record in outcome.Response!.Message.Answers)
        {
            string data = RdataText.Format(record.ReadData(), display with { Multiline = false, RecordComments = null }, 0);
            output.WriteLine(display.Identify ? $"{data} from server {outcome.Server?.Address} in {outcome.Response!.Elapsed.TotalMilliseconds:F0} ms." : data);
        }
    }
}
