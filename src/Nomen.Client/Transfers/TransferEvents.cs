using Nomen.Dns.Messages;
using Nomen.Dns.Records;

namespace Nomen.Client.Transfers;

/// <summary>From the messages of a transfer to the events that they mean.</summary>
internal sealed class TransferEvents
{
    private readonly List<TransferEvent> _events = [];
    private ResourceRecord? _opening;
    private bool _hasBegun;

    /// <summary>The events of the next message; valid until the next call.</summary>
    public IReadOnlyList<TransferEvent> Of(TransferMessage message)
    {
        _events.Clear();

        // Read all at once, as records of one owner then share its name.
        IReadOnlyList<ResourceRecord> records = message.Response.Message.ReadRecords(DnsSection.Answer);
        _opening ??= records[0];
        if (!_hasBegun && message.Form is { } form)
        {
            Begin(form, message.Soa);
        }

        int index = 0;
        foreach (TransferRecord record in message.Records)
        {
            ResourceRecord owned = records[index++];
            switch (record.Role)
            {
                case TransferRole.Removed:
                    _events.Add(new TransferEvent.Remove(owned));
                    break;
                case TransferRole.Added:
                    _events.Add(new TransferEvent.Add(owned));
                    break;
                default:
                    // The opening SOA was told in the beginning; the closing one is the same.
                    break;
            }
        }

        if (message.Summary is { } summary)
        {
            _events.Add(new TransferEvent.End(summary));
        }

        return _events;
    }

    private void Begin(TransferForm form, SoaData soa)
    {
        _hasBegun = true;
        _events.Add(new TransferEvent.Begin(form, soa));
        if (form == TransferForm.Full)
        {
            _events.Add(new TransferEvent.Add(_opening!));
        }
    }
}
