using System.Net;

namespace Nomen.Client.Exchange;

/// <summary>A server to ask: what an iterative resolver finds in a delegation, or a forwarder in its settings.</summary>
/// <param name="EndPoint">Address and port, normally 53.</param>
public sealed record UpstreamTarget(IPEndPoint EndPoint)
{
    /// <summary>Address and port.</summary>
    public override string ToString() => EndPoint.ToString();
}
