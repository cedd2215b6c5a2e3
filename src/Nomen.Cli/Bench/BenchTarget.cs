using Nomen.Cli.Servers;
using Nomen.Client.Upstreams;

namespace Nomen.Cli.Bench;

/// <summary>One server over one transport.</summary>
/// <param name="Server">The server.</param>
/// <param name="Measured">What came of asking it.</param>
internal sealed record BenchTarget(UpstreamServer Server, BenchSamples Measured)
{
    /// <summary>The transport's name, as server words spell it.</summary>
    public string Transport => Server.Scheme switch
    {
        UpstreamScheme.UdpTcp => "udp+tcp",
        UpstreamScheme.Http3 => "h3",
        _ => Server.Scheme.ToString().ToLowerInvariant(),
    };
}
