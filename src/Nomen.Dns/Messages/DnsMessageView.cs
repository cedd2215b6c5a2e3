using System.Buffers.Binary;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Messages;

/// <summary>A validated message over octets that somebody else owns; validating and walking allocate nothing.</summary>
/// <remarks>For receive loops. <see cref="DnsMessage"/> is the form that can be kept.</remarks>
public readonly ref struct DnsMessageView
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly MessageLayout _layout;

    internal DnsMessageView(ReadOnlySpan<byte> message, MessageLayout layout)
    {
        _message = message;
        _layout = layout;
    }

    /// <summary>The octets.</summary>
    public ReadOnlySpan<byte> Octets => _message;

    /// <summary>The header.</summary>
    public DnsHeader Header => DnsHeader.TryRead(_message, out DnsHeader header) ? header : default;

    /// <summary>The ID; it means something only on the hop that the message came over.</summary>
    public ushort Id => BinaryPrimitives.ReadUInt16BigEndian(_message);

    /// <summary>The flags.</summary>
    public DnsFlags Flags => (DnsFlags)(BinaryPrimitives.ReadUInt16BigEndian(_message[2..]) & DnsHeader.FlagMask);

    /// <summary>Kind of request.</summary>
    public Opcode Opcode => (Opcode)((_message[2] >> 3) & 0xf);

    /// <summary>Response code with the 8 bits that OPT adds (RFC 6891 section 6.1.3).</summary>
    public Rcode Rcode => (Rcode)((_message[3] & 0xf) | (_layout.Opt == 0 ? 0 : _message[_layout.Opt + 5] << 4));

    /// <summary>Number of questions.</summary>
    public int QuestionCount => BinaryPrimitives.ReadUInt16BigEndian(_message[4..]);

    /// <summary>Name of the first question; only when <see cref="QuestionCount"/> is not 0.</summary>
    public NameView QuestionName => new(_message, DnsHeader.Length);

    /// <summary>The answer section.</summary>
    public RecordSection Answers => new(_message, _layout.Answers, BinaryPrimitives.ReadUInt16BigEndian(_message[6..]));

    /// <summary>The authority section.</summary>
    public RecordSection Authority => new(_message, _layout.Authority, BinaryPrimitives.ReadUInt16BigEndian(_message[8..]));

    /// <summary>The additional section, OPT and TSIG included.</summary>
    public RecordSection Additional => new(_message, _layout.Additional, BinaryPrimitives.ReadUInt16BigEndian(_message[10..]));

    /// <summary>Whether there is an OPT record.</summary>
    public bool HasEdns => _layout.Opt != 0;

    /// <summary>Whether the message is signed with TSIG (as its last record).</summary>
    public bool HasTsig => _layout.Tsig != 0;

    internal MessageLayout Layout => _layout;

    /// <summary>Checks a whole message: header, counts, every name and every known type's rdata.</summary>
    /// <param name="message">The octets; the view lives as long as they do.</param>
    /// <param name="view">The message, when it is good.</param>
    /// <param name="error">What is wrong and where, when it is not.</param>
    public static bool TryParse(ReadOnlySpan<byte> message, out DnsMessageView view, out FormatError error)
    {
        bool good = MessageValidator.TryValidate(message, out MessageLayout layout, out error);
        view = good ? new DnsMessageView(message, layout) : default;
        return good;
    }

    /// <summary>As <see cref="TryParse"/>, with an exception for bad octets.</summary>
    /// <exception cref="DnsFormatException">The octets are no message; says what was expected, and where.</exception>
    public static DnsMessageView Parse(ReadOnlySpan<byte> message) =>
        TryParse(message, out DnsMessageView view, out FormatError error) ? view : throw new DnsFormatException(error);

    /// <summary>The records of one section.</summary>
    public RecordSection Section(DnsSection section) => section switch
    {
        DnsSection.Answer => Answers,
        DnsSection.Authority => Authority,
        _ => Additional,
    };

    /// <summary>The first question; false when there is none.</summary>
    public bool TryGetQuestion(out DnsQuestion question)
    {
        if (QuestionCount == 0)
        {
            question = default;
            return false;
        }

        int position = DnsHeader.Length;
        question = ReadQuestion(_message, ref position);
        return true;
    }

    /// <summary>The OPT record, read in place; false when there is none.</summary>
    public bool TryGetEdns(out EdnsView edns)
    {
        edns = HasEdns ? new EdnsView(_message[(_layout.Opt + 1)..]) : default;
        return HasEdns;
    }

    /// <summary>Reads a question of a validated message, and moves behind it.</summary>
    internal static DnsQuestion ReadQuestion(ReadOnlySpan<byte> message, ref int position)
    {
        DomainName name = NameScan.Read(message, ref position);
        uint typeAndClass = BinaryPrimitives.ReadUInt32BigEndian(message[position..]);
        position += sizeof(uint);
        return new DnsQuestion(name, (DnsType)(typeAndClass >> 16), (DnsClass)(ushort)typeAndClass);
    }
}
