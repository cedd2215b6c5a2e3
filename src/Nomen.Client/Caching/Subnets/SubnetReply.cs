using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Subnets;

/// <summary>What the upstream said, and to what: a question may be asked again without the subnet.</summary>
/// <param name="Asked">The request that was answered.</param>
/// <param name="Response">The response.</param>
internal readonly record struct SubnetReply(DnsRequest Asked, DnsResponse Response);
