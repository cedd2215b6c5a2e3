using System.Net;
using Nomen.Client.Sockets;
using Nomen.Conformance.Running;
using Nomen.Dns.Transports;

namespace Nomen.Conformance.Devices;

/// <summary>The wire seam of TCP over a scripted network.</summary>
/// <param name="network">The network.</param>
/// <param name="server">Where connections lead.</param>
/// <param name="readLimit">Most octets that one read gives: 1 tests that messages are put together again.</param>
internal sealed class ScriptedStreams(ScriptedNetwork network, IPEndPoint server, int readLimit = int.MaxValue) : IStreamConnector
{
    /// <inheritdoc/>
    public string Upstream => $"tcp://{server}";

    /// <inheritdoc/>
    public DnsProtocol Protocol => DnsProtocol.Tcp;

    /// <inheritdoc/>
    public ValueTask<IStreamConnection> ConnectAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IStreamConnection>(new ScriptedStreamConnection(network, server, readLimit));
}
