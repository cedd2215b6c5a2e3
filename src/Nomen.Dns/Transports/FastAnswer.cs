using Nomen.Dns.Registries;

namespace Nomen.Dns.Transports;

/// <summary>What a fast path wrote, and what the server needs for the OPT record that it adds itself.</summary>
public readonly record struct FastAnswer
{
    /// <summary>Octets written: a whole response without OPT.</summary>
    public required int Length { get; init; }

    /// <summary>Response code, 12 bits; the upper 8 belong into the OPT record (RFC 6891 section 6.1.3).</summary>
    public Rcode Rcode { get; init; }

    /// <summary>Whether the answer is past its time to live (RFC 8767).</summary>
    public bool IsStale { get; init; }

    /// <summary>EDNS options that belong to the answer (extended errors, RFC 8914), in wire form, for the server's OPT record. Immutable; empty for none.</summary>
    public ReadOnlyMemory<byte> Options { get; init; }
}
