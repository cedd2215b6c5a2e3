using Nomen.Dns.Messages;

namespace Nomen.Client.Transfers;

/// <summary>A record in a message of a transfer, in place, and what it is there for. Lives as long as the message's span.</summary>
public readonly ref struct TransferRecord
{
    internal TransferRecord(RecordView record, TransferRole role)
    {
        Record = record;
        Role = role;
    }

    /// <summary>The record.</summary>
    public RecordView Record { get; }

    /// <summary>What it is there for.</summary>
    public TransferRole Role { get; }
}
