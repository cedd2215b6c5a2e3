using System.Buffers.Binary;
using System.Collections.Immutable;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Matching;

/// <summary>The comparisons between the message of an entry and one that arrived.</summary>
internal sealed class MessageComparison(PlainMessage pattern, PlainMessage subject, Dialect dialect, bool withTtl, bool ordered)
{
    private const ushort Soa = 6;
    private const int SerialFromEnd = 20;

    private static readonly string[] SectionNames = ["answer", "authority", "additional"];

    /// <summary>What arrived.</summary>
    public PlainMessage Subject => subject;

    /// <summary>The first part of a comparison of several that failed.</summary>
    public string? Differs { get; private set; }

    private bool IsTestbound => dialect == Dialect.Testbound;

    public bool SameOpcode() => pattern.Opcode == subject.Opcode;

    public bool SameType() => First(pattern)?.Type == First(subject)?.Type;

    /// <summary>Letter case never counts, so that a device may mix it.</summary>
    public bool SameName() => NameOf(pattern, lower: true).SequenceEqual(NameOf(subject, lower: true));

    public bool SameNameAndCase() => NameOf(pattern, lower: false).SequenceEqual(NameOf(subject, lower: false));

    public bool IsSubdomain() => First(pattern) is { } zone && First(subject) is { } below && PlainName.IsAtOrBelow(below.Name, zone.Name);

    public bool SameQuestion() => IsTestbound
        ? pattern.Questions.Select(question => question.Key).SequenceEqual(subject.Questions.Select(question => question.Key), StringComparer.Ordinal)
        : SameName() && SameType();

    public bool SameRcode() => IsTestbound ? pattern.HeaderRcode == subject.HeaderRcode : pattern.Rcode == subject.Rcode;

    public bool SameFlags() => ((pattern.Flags ^ subject.Flags) & PlainMessage.ComparedFlags) == 0;

    public bool SameSection(int section)
    {
        IEnumerable<string> expected = pattern.Section(section).Select(record => record.Key(withTtl));
        IEnumerable<string> found = subject.Section(section).Select(record => record.Key(withTtl));
        return ordered && IsTestbound
            ? expected.SequenceEqual(found, StringComparer.Ordinal)
            : expected.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>The word <c>all</c>: header, question, the three sections; in testbound the OPT too.</summary>
    public bool SameMessage(bool withEdns)
    {
        Differs = !SameOpcode() ? "opcode"
            : !SameRcode() ? $"rcode (expected {pattern.Rcode}, got {subject.Rcode})"
            : !SameFlags() ? $"flags (expected {pattern.Flags:x4}, got {subject.Flags:x4})"
            : !SameQuestion() ? "question"
            : SectionNames.Where((_, section) => !SameSection(section)).FirstOrDefault() is { } name ? name
            : IsTestbound && (pattern.Edns is null) != (subject.Edns is null) ? "presence of an OPT"
            : IsTestbound && withEdns && !SameEdns() ? "OPT"
            : null;
        return Differs is null;
    }

    public bool SameEdnsData(string? hex) => string.Equals(Convert.ToHexStringLower(subject.Edns?.Data ?? []), hex ?? string.Empty, StringComparison.Ordinal);

    public bool HasSerial(uint serial)
    {
        ImmutableArray<PlainRecord> authority = subject.Authority;
        return authority.FirstOrDefault(record => record.Type == Soa) is { } soa
            && soa.Data.Length >= SerialFromEnd
            && BinaryPrimitives.ReadUInt32BigEndian(soa.Data.AsSpan(soa.Data.Length - SerialFromEnd)) == serial;
    }

    // Testbound prints the OPT like a record: its flags, version and upper response code are the TTL field.
    private bool SameEdns() =>
        pattern.Edns is not { } expected || subject.Edns is not { } found
        || (expected.PayloadSize == found.PayloadSize
            && expected.Data.AsSpan().SequenceEqual(found.Data)
            && (!withTtl || (expected.Flags == found.Flags && expected.Version == found.Version && expected.ExtendedRcode == found.ExtendedRcode)));

    private static PlainQuestion? First(PlainMessage message) => message.Questions.IsEmpty ? null : message.Questions[0];

    private static ReadOnlySpan<byte> NameOf(PlainMessage message, bool lower) =>
        First(message) is not { } question ? [] : lower ? PlainName.ToLower(question.Name) : question.Name;
}
