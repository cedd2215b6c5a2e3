using System.Net;
using Nomen.Client.Upstreams;

namespace Nomen.Cli.Servers;

/// <summary>A server to ask: its address, what it was called on the command line, and how it is asked.</summary>
/// <param name="EndPoint">Address and port.</param>
/// <param name="Name">As written, or the address.</param>
/// <param name="Upstream">Scheme, path and name in the certificate.</param>
internal sealed record UpstreamServer(IPEndPoint EndPoint, string Name, UpstreamAddress Upstream)
{
    /// <summary>How it is asked.</summary>
    public UpstreamScheme Scheme => Upstream.Scheme;

    /// <summary>Whether it must prove who it is, whatever the flags say: it was written with its scheme.</summary>
    public bool MustAuthenticate { get; init; }
}
