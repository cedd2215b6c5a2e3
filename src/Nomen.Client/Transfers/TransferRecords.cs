using Nomen.Dns.Messages;

namespace Nomen.Client.Transfers;

/// <summary>The records of one message of a transfer, enumerated in place without allocation.</summary>
public readonly ref struct TransferRecords
{
    private readonly RecordSection _records;
    private readonly TransferCursor _start;

    internal TransferRecords(RecordSection records, TransferCursor start)
    {
        _records = records;
        _start = start;
    }

    /// <summary>Starts at the first record.</summary>
    public Enumerator GetEnumerator() => new(_records, _start);

    /// <summary>Walks the records in message order.</summary>
    public ref struct Enumerator
    {
        private RecordSection.Enumerator _records;
        private TransferCursor _cursor;
        private TransferRole _role;

        internal Enumerator(RecordSection records, TransferCursor start)
        {
            _records = records.GetEnumerator();
            _cursor = start;
        }

        /// <summary>The record that the enumerator stands on.</summary>
        public readonly TransferRecord Current => new(_records.Current, _role);

        /// <summary>Moves to the next record.</summary>
        public bool MoveNext()
        {
            if (!_records.MoveNext())
            {
                return false;
            }

            // They were checked when the message came: here the step only tells the role.
            _cursor.Step(_records.Current, out _role);
            return true;
        }
    }
}
