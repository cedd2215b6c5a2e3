using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Messages;

/// <summary>The records of one section of a validated message; enumerated without allocation.</summary>
public readonly ref struct RecordSection
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly int _start;

    internal RecordSection(ReadOnlySpan<byte> message, int start, int count)
    {
        _message = message;
        _start = start;
        Count = count;
    }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>Starts at the first record.</summary>
    public Enumerator GetEnumerator() => new(_message, _start, Count);

    /// <summary>Walks the records in message order.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _message;
        private int _left;
        private int _next;
        private int _owner;
        private int _fixed;
        private uint _typeAndClass;

        internal Enumerator(ReadOnlySpan<byte> message, int start, int count)
        {
            _message = message;
            _next = start;
            _left = count;
        }

        /// <summary>The record that the enumerator stands on.</summary>
        public readonly RecordView Current => new(_message, _owner, _fixed, _typeAndClass, _next - _fixed - RecordView.FixedLength);

        /// <summary>Moves to the next record.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (_left <= 0)
            {
                return false;
            }

            _left--;
            _owner = _next;
            _fixed = NameScan.Skip(_message, _owner);
            ReadOnlySpan<byte> fixedPart = _message.Slice(_fixed, RecordView.FixedLength);
            _typeAndClass = BinaryPrimitives.ReadUInt32BigEndian(fixedPart);
            _next = _fixed + RecordView.FixedLength + BinaryPrimitives.ReadUInt16BigEndian(fixedPart[8..]);
            return true;
        }
    }
}
