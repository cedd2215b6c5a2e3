using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>What an entry says beside the message.</summary>
internal readonly ref struct CacheEntryFields
{
    /// <summary>Timestamp of storing.</summary>
    public required long Stored { get; init; }

    /// <summary>Seconds that it is fresh.</summary>
    public required uint Lifetime { get; init; }

    /// <summary>The flags that it was asked with.</summary>
    public required CacheVariant Variant { get; init; }

    /// <summary>What it holds.</summary>
    public required CacheEntryKind Kind { get; init; }

    /// <summary>What a validator said.</summary>
    public SecurityStatus Security { get; init; }

    /// <summary>Failures in a row, this one included.</summary>
    public int Failures { get; init; }

    /// <summary>Response code, 12 bits, or the kind of transport failure.</summary>
    public required int Code { get; init; }

    /// <summary>EDNS options of the answer in wire form, or the upstream that failed.</summary>
    public ReadOnlySpan<byte> Extras { get; init; }

    /// <summary>Address family of the client subnet that the answer is for (RFC 7871 section 6); 0 for every client.</summary>
    public byte SubnetFamily { get; init; }

    /// <summary>Scope prefix length of that subnet.</summary>
    public byte SubnetScope { get; init; }

    /// <summary>The network's octets, as many as the scope needs.</summary>
    public ReadOnlySpan<byte> SubnetNetwork { get; init; }
}
