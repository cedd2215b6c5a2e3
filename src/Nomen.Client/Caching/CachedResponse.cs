using System.Net;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>One entry of a cache, for a person or a tool to look at.</summary>
public sealed record CachedResponse
{
    /// <summary>The question, in lower case.</summary>
    public required DnsQuestion Question { get; init; }

    /// <summary>RD and CD, and AD when it was asked with that and not with DO.</summary>
    public required DnsFlags Flags { get; init; }

    /// <summary>Whether it was asked with DO.</summary>
    public required bool DnssecOk { get; init; }

    /// <summary>The response with its TTLs as they are now; null for an upstream that did not answer.</summary>
    public required DnsMessage? Message { get; init; }

    /// <summary>The clients that it is for (RFC 7871); null for every client, <c>0.0.0.0/0</c> for those for whom was asked without a subnet.</summary>
    public IPNetwork? Subnet { get; init; }

    /// <summary>Why there was no response; null when there was one.</summary>
    public TransportFailure? Failure { get; init; }

    /// <summary>DNSSEC status.</summary>
    public SecurityStatus Security { get; init; }

    /// <summary>Time since it was stored, in whole seconds.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>Time that it stays fresh, in whole seconds; zero when it is past its lifetime.</summary>
    public required TimeSpan Remaining { get; init; }
}
