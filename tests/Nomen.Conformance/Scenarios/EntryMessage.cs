using System.Collections.Immutable;
using Nomen.Dns.Messages;

namespace Nomen.Conformance.Scenarios;

/// <summary>The sections of one message of an entry.</summary>
internal sealed record EntryMessage
{
    /// <summary>The questions; nearly always one.</summary>
    public ImmutableArray<DnsQuestion> Questions { get; init; } = [];

    /// <summary>Records of the answer section.</summary>
    public ImmutableArray<EntryRecord> Answers { get; init; } = [];

    /// <summary>Records of the authority section.</summary>
    public ImmutableArray<EntryRecord> Authority { get; init; } = [];

    /// <summary>Records of the additional section, the OPT that the dialect adds left out.</summary>
    public ImmutableArray<EntryRecord> Additional { get; init; } = [];

    /// <summary>The records of one section.</summary>
    public ImmutableArray<EntryRecord> Section(DnsSection section) => section switch
    {
        DnsSection.Answer => Answers,
        DnsSection.Authority => Authority,
        _ => Additional,
    };
}
