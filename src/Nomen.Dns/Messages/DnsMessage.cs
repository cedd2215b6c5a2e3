using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Messages;

/// <summary>A validated message that owns its octets. Immutable and safe to share; never pooled, nothing to dispose.</summary>
public sealed class DnsMessage
{
    private readonly byte[] _octets;
    private readonly MessageLayout _layout;

    private DnsMessage(byte[] octets, MessageLayout layout)
    {
        _octets = octets;
        _layout = layout;
    }

    /// <summary>The octets.</summary>
    public ReadOnlyMemory<byte> Octets => _octets;

    /// <summary>Length in octets.</summary>
    public int Length => _octets.Length;

    /// <summary>The message in place, for walking.</summary>
    public DnsMessageView View => new(_octets, _layout);

    /// <summary>The header.</summary>
    public DnsHeader Header => View.Header;

    /// <summary>The ID; it means something only on the hop that the message came over.</summary>
    public ushort Id => View.Id;

    /// <summary>The flags.</summary>
    public DnsFlags Flags => View.Flags;

    /// <summary>Kind of request.</summary>
    public Opcode Opcode => View.Opcode;

    /// <summary>Response code with the 8 bits that OPT adds (RFC 6891 section 6.1.3).</summary>
    public Rcode Rcode => View.Rcode;

    /// <summary>Whether the message was cut to fit (TC).</summary>
    public bool IsTruncated => (Flags & DnsFlags.TC) != 0;

    /// <summary>The first question; null when there is none.</summary>
    public DnsQuestion? Question => View.TryGetQuestion(out DnsQuestion question) ? question : null;

    /// <summary>The answer section.</summary>
    public RecordSection Answers => View.Answers;

    /// <summary>The authority section.</summary>
    public RecordSection Authority => View.Authority;

    /// <summary>The additional section, OPT and TSIG included.</summary>
    public RecordSection Additional => View.Additional;

    /// <summary>The OPT record as an object; null when there is none.</summary>
    public EdnsRecord? Edns => View.TryGetEdns(out EdnsView edns) ? edns.ToRecord() : null;

    /// <summary>Checks octets and copies them.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DnsMessage? message, out FormatError error)
    {
        message = MessageValidator.TryValidate(octets, out MessageLayout layout, out error) ? new DnsMessage(octets.ToArray(), layout) : null;
        return message is not null;
    }

    /// <summary>Checks octets and copies them.</summary>
    /// <exception cref="DnsFormatException">The octets are no message; says what was expected, and where.</exception>
    public static DnsMessage Parse(ReadOnlySpan<byte> octets) =>
        TryParse(octets, out DnsMessage? message, out FormatError error) ? message : throw new DnsFormatException(error);

    /// <summary>Checks an array and keeps it: the caller gives it away and never writes to it again.</summary>
    public static bool TryAdopt(byte[] octets, [NotNullWhen(true)] out DnsMessage? message, out FormatError error)
    {
        ArgumentNullException.ThrowIfNull(octets);
        message = MessageValidator.TryValidate(octets, out MessageLayout layout, out error) ? new DnsMessage(octets, layout) : null;
        return message is not null;
    }

    /// <summary>An owned copy of a view, which is not checked again.</summary>
    public static DnsMessage From(DnsMessageView view) => new(view.Octets.ToArray(), view.Layout);

    /// <summary>An owned copy of a view without its TSIG record; the message may have none.</summary>
    /// <remarks>The record is the last of the message (RFC 8945 section 5.1), so that nothing else moves.</remarks>
    public static DnsMessage FromUnsigned(DnsMessageView view)
    {
        if (!view.HasTsig)
        {
            return From(view);
        }

        byte[] octets = view.Octets[..view.Layout.Tsig].ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(10), (ushort)(view.Additional.Count - 1));
        return new DnsMessage(octets, view.Layout.WithoutTsig());
    }

    /// <summary>All questions; nearly every message has one.</summary>
    public IReadOnlyList<DnsQuestion> ReadQuestions()
    {
        List<DnsQuestion> list = new(View.QuestionCount);
        int position = DnsHeader.Length;
        for (int left = View.QuestionCount; left > 0; left--)
        {
            list.Add(DnsMessageView.ReadQuestion(_octets, ref position));
        }

        return list;
    }

    /// <summary>The records of one section as owned objects. Records of one owner share its name.</summary>
    public IReadOnlyList<ResourceRecord> ReadRecords(DnsSection section)
    {
        RecordSection records = View.Section(section);
        List<ResourceRecord> list = new(records.Count);
        DomainName owner = default;
        int ownerStart = 0;
        foreach (RecordView record in records)
        {
            // Without this, 14 octets of a hostile message could become 650 of memory.
            int start = record.Owner.Start;
            if (start != ownerStart)
            {
                owner = record.Owner.ToDomainName();
                ownerStart = start;
            }

            list.Add(record.ToRecord(owner));
        }

        return list;
    }
}
