using System.Buffers;
using System.Text;
using System.Text.Json;
using Nomen.Client.Transfers;
using Nomen.Dns.Json;
using Nomen.Dns.Records;

namespace Nomen.Cli.Transfers;

/// <summary>One JSON object a line: the beginning, each record removed or added (RFC 8427 members), the end.</summary>
internal sealed class JsonTransferFormat : TransferFormat
{
    private readonly ArrayBufferWriter<byte> _line = new();
    private bool _hasBegun;

    public override void End(TextWriter output, TransferOutcome outcome)
    {
        TransferSummary summary = outcome.Summary;
        WriteLine(output, "end", writer =>
        {
            writer.WriteNumber("serial", summary.Serial);
            writer.WriteNumber("records", summary.Records);
            writer.WriteNumber("messages", summary.Messages);
            writer.WriteNumber("octets", summary.Octets);
            writer.WriteString("zonemd", summary.Digest.ToString());
            writer.WriteNumber("milliseconds", outcome.Elapsed.TotalMilliseconds);
        });
    }

    protected override void Write(TextWriter output, TransferMessage message, TransferForm form)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            WriteLine(output, "begin", writer =>
            {
                writer.WriteString("form", form.ToString());
                writer.WriteNumber("serial", message.Soa.Serial);
            });
        }

        foreach (TransferRecord record in message.Records)
        {
            string? happened = (form, record.Role) switch
            {
                (TransferForm.Full, TransferRole.Opening) or (not TransferForm.UpToDate, TransferRole.Added) => "add",
                (_, TransferRole.Removed) => "remove",
                _ => null,
            };
            if (happened is not null)
            {
                ResourceRecord owned = record.Record.ToRecord();
                WriteLine(output, happened, writer =>
                {
                    writer.WritePropertyName("record");
                    MessageJsonWriter.Write(writer, owned);
                });
            }
        }
    }

    private void WriteLine(TextWriter output, string happened, Action<Utf8JsonWriter> writeMembers)
    {
        _line.ResetWrittenCount();
        using (Utf8JsonWriter writer = new(_line))
        {
            writer.WriteStartObject();
            writer.WriteString("event", happened);
            writeMembers(writer);
            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(_line.WrittenSpan));
    }
}
