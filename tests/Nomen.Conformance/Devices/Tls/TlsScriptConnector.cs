using System.Net;
using Nomen.Client.Sockets;
using Nomen.Conformance.Running;
using Nomen.Dns.Transports;

namespace Nomen.Conformance.Devices.Tls;

/// <summary>What TLS runs over, in memory: each connection leads to a TLS server whose answers are a scripted network's.</summary>
/// <param name="network">The network.</param>
/// <param name="server">Where connections lead.</param>
/// <param name="readLimit">Most octets that one read gives the client: 1 tests that records are put together again.</param>
internal sealed class TlsScriptConnector(ScriptedNetwork network, IPEndPoint server, int readLimit = int.MaxValue) : IStreamConnector
{
    /// <inheritdoc/>
    public string Upstream => $"tcp://{server}";

    /// <inheritdoc/>
    public DnsProtocol Protocol => DnsProtocol.Tcp;

    /// <inheritdoc/>
    public ValueTask<IStreamConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        OctetPipe toServer = new(network, int.MaxValue);
        OctetPipe toClient = new(network, readLimit);
        TlsScriptServer session = new(network, server, toServer, toClient);
        network.Post(session.Start);
        return ValueTask.FromResult<IStreamConnection>(new TlsScriptConnection(toClient, toServer));
    }
}
