using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Transports;

/// <summary>What a validator found about one RRset of a response.</summary>
/// <param name="Section">Answer or authority.</param>
/// <param name="Owner">Owner of the RRset.</param>
/// <param name="Type">Type of the RRset.</param>
/// <param name="Status">Its status.</param>
public sealed record ValidatedRrset(DnsSection Section, DomainName Owner, DnsType Type, SecurityStatus Status)
{
    /// <summary>Most seconds that it may live: the smallest of TTL, original TTL and time to expiry (RFC 4035 section 5.3.3).</summary>
    public uint AllowedTtl { get; init; }

    /// <summary>Zone whose key signed it; null when nothing did.</summary>
    public DomainName? Signer { get; init; }

    /// <summary>The wildcard it was expanded from; null when it was not.</summary>
    public DomainName? WildcardSource { get; init; }
}
