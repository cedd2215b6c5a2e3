using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;
using Nomen.Client.Transfers;

namespace Nomen.Cli.Transfers;

/// <summary>As dig 9.18 prints a transfer: every record as it comes, the figures at the end.</summary>
internal sealed class DigTransferFormat(DisplayOptions display, DigFormat dig) : TransferFormat
{
    private readonly RecordLines _lines = new(display);

    public override void Begin(TextWriter output) => dig.WriteBanner(output);

    public override void End(TextWriter output, TransferOutcome outcome)
    {
        TransferSummary summary = outcome.Summary;
        if (display.Stats)
        {
            DigFormat.WriteServer(output, outcome.Elapsed, outcome.Server, outcome.ServerName, outcome.Last, outcome.When);
            output.WriteLine($";; XFR size: {summary.Records} records (messages {summary.Messages}, bytes {summary.Octets})");
            output.WriteLine();
        }
    }

    protected override void Write(TextWriter output, TransferMessage message, TransferForm form)
    {
        if (!display.Answer)
        {
            return;
        }

        foreach (TransferRecord record in message.Records)
        {
            if (record.Role != TransferRole.Closing || !display.OneSoa || form != TransferForm.Full)
            {
                _lines.Append(record.Record);
            }
        }

        _lines.Flush(output);
    }
}
