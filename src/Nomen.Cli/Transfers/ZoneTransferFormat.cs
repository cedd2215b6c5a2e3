using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;
using Nomen.Client.Transfers;

namespace Nomen.Cli.Transfers;

/// <summary>A whole zone as a master file, its SOA once; differences as lines that begin with "-" or "+".</summary>
internal sealed class ZoneTransferFormat(DisplayOptions display) : TransferFormat
{
    private readonly RecordLines _lines = new(display);

    protected override void Write(TextWriter output, TransferMessage message, TransferForm form)
    {
        foreach (TransferRecord record in message.Records)
        {
            string? mark = (form, record.Role) switch
            {
                (TransferForm.Full, TransferRole.Opening or TransferRole.Added) => string.Empty,
                (TransferForm.Incremental, TransferRole.Removed) => "- ",
                (TransferForm.Incremental, TransferRole.Added) => "+ ",
                _ => null,
            };
            if (mark is not null)
            {
                _lines.Append(record.Record, mark);
            }
        }

        _lines.Flush(output);
    }
}
