using System.Buffers.Binary;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Transports;

/// <summary>A plain query as a server received it, read in place: what a fast path looks at. Lives as long as the octets.</summary>
/// <remarks>Reading allocates nothing. Anything but the plainest query is left to the whole parser: it is rare, or an attack.</remarks>
public readonly ref struct WireQuery
{
    private const int QuestionTail = 4;
    private const int OptFixedLength = 11;
    private const int OptionHeader = 4;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _nameLength;
    private readonly bool _hasEdns;

    private WireQuery(ReadOnlySpan<byte> message, int nameLength, bool hasEdns)
    {
        _message = message;
        _nameLength = nameLength;
        _hasEdns = hasEdns;
    }

    /// <summary>The client's message ID, to be repeated in the response.</summary>
    public ushort Id => BinaryPrimitives.ReadUInt16BigEndian(_message);

    /// <summary>The client's flags.</summary>
    public DnsFlags Flags => (DnsFlags)(BinaryPrimitives.ReadUInt16BigEndian(_message[2..]) & DnsHeader.FlagMask);

    /// <summary>The query name in wire form, in the client's letter case.</summary>
    public ReadOnlySpan<byte> Name => _message.Slice(DnsHeader.Length, _nameLength);

    /// <summary>The type asked for.</summary>
    public DnsType Type => (DnsType)BinaryPrimitives.ReadUInt16BigEndian(_message[(DnsHeader.Length + _nameLength)..]);

    /// <summary>The class.</summary>
    public DnsClass Class => (DnsClass)BinaryPrimitives.ReadUInt16BigEndian(_message[(DnsHeader.Length + _nameLength + 2)..]);

    /// <summary>Whether there is an OPT record; without one the response has none either.</summary>
    public bool HasEdns => _hasEdns;

    /// <summary>DO: the client wants DNSSEC records (RFC 3225).</summary>
    public bool DnssecOk => _hasEdns && Edns.DnssecOk;

    /// <summary>The client's UDP payload size in octets, at least 512 (RFC 6891 section 6.2.3); 512 without an OPT.</summary>
    public int PayloadSize => _hasEdns ? Math.Max((int)Edns.PayloadSize, 512) : 512;

    /// <summary>The options of the OPT record in wire form; empty without one.</summary>
    public ReadOnlySpan<byte> Options => _hasEdns ? Edns.OptionOctets : default;

    private EdnsView Edns => new(_message[(DnsHeader.Length + _nameLength + QuestionTail + 1)..]);

    /// <summary>Reads a message; false when it is anything but a query (opcode 0) with one question and no record but one OPT of version 0 at the end.</summary>
    /// <param name="message">The octets as received.</param>
    /// <param name="query">The query.</param>
    public static bool TryRead(ReadOnlySpan<byte> message, out WireQuery query)
    {
        query = default;

        // QR and opcode 0, QDCOUNT 1, ANCOUNT 0, NSCOUNT 0, ARCOUNT 0 or 1.
        if (message.Length < DnsHeader.Length + QuestionTail + 1
            || (message[2] & 0xf8) != 0
            || (BinaryPrimitives.ReadUInt64BigEndian(message[4..]) & ~1UL) != 0x0001_0000_0000_0000)
        {
            return false;
        }

        int nameLength = NameScan.UncompressedLength(message[DnsHeader.Length..]);
        int end = DnsHeader.Length + nameLength + QuestionTail;
        if (nameLength < 0 || end > message.Length)
        {
            return false;
        }

        bool hasRecord = message[DnsHeader.Length - 1] != 0;
        query = new WireQuery(message, nameLength, hasRecord);
        return hasRecord ? IsOpt(message[end..]) : end == message.Length;
    }

    /// <summary>The data of the first option with a code; false when there is none.</summary>
    public bool TryGetOption(EdnsOptionCode code, out ReadOnlySpan<byte> data)
    {
        data = default;
        return _hasEdns && Edns.TryGetOption(code, out data);
    }

    /// <summary>Whether the octets are exactly one OPT record of version 0 whose options fill it.</summary>
    private static bool IsOpt(ReadOnlySpan<byte> record)
    {
        if (record.Length < OptFixedLength
            || record[0] != 0
            || BinaryPrimitives.ReadUInt16BigEndian(record[1..]) != (ushort)DnsType.OPT
            || record[6] != 0
            || BinaryPrimitives.ReadUInt16BigEndian(record[9..]) != record.Length - OptFixedLength)
        {
            return false;
        }

        ReadOnlySpan<byte> options = record[OptFixedLength..];
        while (options.Length >= OptionHeader)
        {
            int length = OptionHeader + BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if (length > options.Length)
            {
                return false;
            }

            options = options[length..];
        }

        return options.IsEmpty;
    }
}
