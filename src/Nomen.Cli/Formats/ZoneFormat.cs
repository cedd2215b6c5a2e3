using Nomen.Cli.Arguments;
using Nomen.Cli.Query;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Formats;

/// <summary>The records of all sections as in a master file, without pseudo-records.</summary>
internal sealed class ZoneFormat(DisplayOptions display) : ResponseFormat
{
    private readonly RecordColumns _columns = new(display);

    public override void Write(TextWriter output, QueryOutcome outcome)
    {
        DnsMessageView view = outcome.Response!.Message.View;
        foreach (DnsSection section in Enum.GetValues<DnsSection>())
        {
            foreach (RecordView record in view.Section(section))
            {
                if (record.Type is not (DnsType.OPT or DnsType.TSIG))
                {
                    output.WriteLine(_columns.Format(record.ToRecord()));
                }
            }
        }
    }
}
