using System.Collections.Immutable;

namespace Nomen.Conformance.Scenarios;

/// <summary>A message with the rules for matching and changing it: what a client sends, what a server replies, or what an answer must look like.</summary>
internal sealed record ScenarioEntry
{
    /// <summary>Line of ENTRY_BEGIN.</summary>
    public int Line { get; init; }

    /// <summary>Words of all MATCH lines.</summary>
    public ImmutableArray<string> Match { get; init; } = [];

    /// <summary>Whether there was a MATCH line at all.</summary>
    public bool HasMatch { get; init; }

    /// <summary>Words of all ADJUST lines.</summary>
    public ImmutableArray<string> Adjust { get; init; } = [];

    /// <summary>Words of all REPLY (or FLAGS) lines.</summary>
    public ImmutableArray<string> Reply { get; init; } = [];

    /// <summary>Opcode named by an OPCODE line.</summary>
    public string? Opcode { get; init; }

    /// <summary>The messages: one, and more behind each EXTRA_PACKET.</summary>
    public ImmutableArray<EntryMessage> Messages { get; init; } = [];

    /// <summary>OPT rdata from HEX_EDNSDATA; null when there is no such block.</summary>
    public string? EdnsDataHex { get; init; }

    /// <summary>Octets from HEX_ANSWER or RAW that are sent instead of the message.</summary>
    public string? OctetsHex { get; init; }

    /// <summary>Whether <see cref="OctetsHex"/> came from RAW.</summary>
    public bool IsRaw { get; init; }

    /// <summary>The entry must be used at least once.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>Key name and secret of a TSIG line.</summary>
    public string? Tsig { get; init; }
}
