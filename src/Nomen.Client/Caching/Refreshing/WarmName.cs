using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Refreshing;

/// <summary>A question that is kept warm.</summary>
/// <param name="request">As the upstream is asked.</param>
internal sealed class WarmName(DnsRequest request)
{
    /// <summary>The request.</summary>
    public DnsRequest Request { get; } = request;

    /// <summary>Times in a row that asking left no fresh answer in the cache.</summary>
    public int Failures { get; set; }
}
