using Nomen.Dns.Messages;

namespace Nomen.Client.Caching;

/// <summary>For whom a stored response is rewritten, and when.</summary>
internal readonly ref struct RewriteTarget
{
    /// <summary>Message ID to repeat.</summary>
    public ushort Id { get; init; }

    /// <summary>The asker's flags: RD, CD and AD count.</summary>
    public required DnsFlags Flags { get; init; }

    /// <summary>Whether the asker wants DNSSEC records.</summary>
    public required bool DnssecOk { get; init; }

    /// <summary>The query name in the asker's letter case, in wire form.</summary>
    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>Seconds to count every TTL down by.</summary>
    public uint Age { get; init; }

    /// <summary>TTL to show in place of each higher one, for a stale answer (RFC 8767 section 4); 0 counts down instead.</summary>
    public uint StaleTtl { get; init; }
}
