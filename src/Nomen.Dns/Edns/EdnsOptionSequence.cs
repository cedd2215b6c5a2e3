using System.Buffers.Binary;

namespace Nomen.Dns.Edns;

/// <summary>The options of an OPT record in order, enumerated without allocation; at most <see cref="MaxOptions"/> of them.</summary>
public readonly ref struct EdnsOptionSequence
{
    /// <summary>
    /// Options looked at: those behind are skipped. There are some twenty codes, so that an honest message has fewer;
    /// without a limit one message of 64 KiB makes every walk cost 16,000 steps.
    /// </summary>
    public const int MaxOptions = 100;

    private readonly ReadOnlySpan<byte> _octets;

    internal EdnsOptionSequence(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <summary>Starts before the first option.</summary>
    public Enumerator GetEnumerator() => new(_octets);

    /// <summary>Walks the options in order.</summary>
    public ref struct Enumerator
    {
        private const int FixedLength = 4;

        private ReadOnlySpan<byte> _rest;
        private int _left = MaxOptions;

        internal Enumerator(ReadOnlySpan<byte> octets) => _rest = octets;

        /// <summary>The option that the enumerator stands on.</summary>
        public EdnsOptionView Current { get; private set; }

        /// <summary>Moves to the next option.</summary>
        public bool MoveNext()
        {
            if (_rest.Length < FixedLength || _left-- == 0)
            {
                return false;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
            Current = new EdnsOptionView((EdnsOptionCode)BinaryPrimitives.ReadUInt16BigEndian(_rest), _rest.Slice(FixedLength, length));
            _rest = _rest[(FixedLength + length)..];
            return true;
        }
    }
}
