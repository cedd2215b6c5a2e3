using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Portable;

/// <summary>An entry as it is outside of the process, in a file or in a shared store: what cannot be worked out again from the message, and the message.</summary>
internal readonly ref struct PortableEntry
{
    /// <summary>When the response came, in milliseconds of Unix time.</summary>
    public required long StoredAt { get; init; }

    /// <summary>Seconds that it is fresh from then on; at least 1.</summary>
    public required uint Lifetime { get; init; }

    /// <summary>The flags that it was asked with.</summary>
    public required CacheVariant Variant { get; init; }

    /// <summary>What a validator said; never <see cref="SecurityStatus.Bogus"/>.</summary>
    public required SecurityStatus Security { get; init; }

    /// <summary>The clients that it is for; by default every one.</summary>
    public SubnetPrefix Subnet { get; init; }

    /// <summary>The scope to tell those who asked with a subnet.</summary>
    public byte SubnetScope { get; init; }

    /// <summary>Extended errors in wire form.</summary>
    public ReadOnlySpan<byte> Extras { get; init; }

    /// <summary>The response: one question of class IN for a type of data, NOERROR or NXDOMAIN, nothing of a hop.</summary>
    public required DnsMessage Message { get; init; }
}
