using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching;

/// <summary>Walks the records of a validated message with one question, and tells where they stand.</summary>
internal ref struct RecordWalk
{
    private const int FixedLength = 10;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _answers;
    private readonly int _authority;
    private readonly int _total;
    private int _index;

    public RecordWalk(ReadOnlySpan<byte> message)
    {
        _message = message;
        _answers = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        _authority = BinaryPrimitives.ReadUInt16BigEndian(message[8..]);
        _total = _answers + _authority + BinaryPrimitives.ReadUInt16BigEndian(message[10..]);
        _index = -1;
        End = NameScan.Skip(message, DnsHeader.Length) + CacheEntryLayout.QuestionTail;
    }

    /// <summary>Offset of the record's owner.</summary>
    public int Start { get; private set; }

    /// <summary>Offset of type, class, TTL and length.</summary>
    public int Fixed { get; private set; }

    /// <summary>Offset behind the record.</summary>
    public int End { get; private set; }

    /// <summary>The record's section.</summary>
    public readonly DnsSection Section =>
        _index < _answers ? DnsSection.Answer : _index < _answers + _authority ? DnsSection.Authority : DnsSection.Additional;

    /// <summary>The record's type.</summary>
    public readonly DnsType Type => (DnsType)BinaryPrimitives.ReadUInt16BigEndian(_message[Fixed..]);

    /// <summary>The record's class.</summary>
    public readonly DnsClass Class => (DnsClass)BinaryPrimitives.ReadUInt16BigEndian(_message[(Fixed + 2)..]);

    /// <summary>Offset of the TTL.</summary>
    public readonly int TtlOffset => Fixed + 4;

    /// <summary>Offset of the rdata.</summary>
    public readonly int Data => Fixed + FixedLength;

    /// <summary>The TTL; 0 when its highest bit is set (RFC 2181 section 8).</summary>
    public readonly uint Ttl => BinaryPrimitives.ReadUInt32BigEndian(_message[TtlOffset..]) is var raw && raw <= int.MaxValue ? raw : 0;

    /// <summary>Whether it belongs to the hop and not to the answer: OPT, TSIG.</summary>
    public readonly bool IsOfHop => Type is DnsType.OPT or DnsType.TSIG;

    /// <summary>Whether it is left out for askers without DO (RFC 4035 section 3.1, RFC 5155 section 7.2).</summary>
    public readonly bool IsProof => Type is DnsType.RRSIG or DnsType.NSEC or DnsType.NSEC3;

    /// <summary>Moves to the next record.</summary>
    public bool MoveNext()
    {
        if (++_index >= _total)
        {
            return false;
        }

        Start = End;
        Fixed = NameScan.Skip(_message, Start);
        End = Data + BinaryPrimitives.ReadUInt16BigEndian(_message[(Fixed + 8)..]);
        return true;
    }

    /// <summary>Whether the owner is this name.</summary>
    public readonly bool IsOwnedBy(ReadOnlySpan<byte> name) => NameScan.EqualsIgnoreCase(_message, Start, name);
}
