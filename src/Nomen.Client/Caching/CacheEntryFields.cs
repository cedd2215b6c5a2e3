using Nomen.Client.Caching.Subnets;
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

    /// <summary>Response code, or the kind of transport failure; of failures alone, since other messages have it.</summary>
    public int Code { get; init; }

    /// <summary>EDNS options of the answer in wire form, or the upstream that failed.</summary>
    public ReadOnlySpan<byte> Extras { get; init; }

    /// <summary>The clients that the answer is for; by default every one.</summary>
    public SubnetPrefix Subnet { get; init; }

    /// <summary>The upstream's scope, when it is longer than what was asked with; for an exact <see cref="Subnet"/> alone.</summary>
    public byte SubnetScope { get; init; }
}
