using Nomen.Client.Sockets;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Tls;

/// <summary>Opens connections that somebody in the middle changes when told to.</summary>
internal sealed class TamperedConnector(IStreamConnector inner) : IStreamConnector
{
    public string Upstream => inner.Upstream;

    public DnsProtocol Protocol => inner.Protocol;

    /// <summary>The connection that was opened last.</summary>
    public TamperedConnection Last { get; private set; } = null!;

    /// <summary>Whether connections are spoilt with the first record that only the keys of the handshake open.</summary>
    public bool SpoilsAfterHandshake { get; set; }

    public async ValueTask<IStreamConnection> ConnectAsync(CancellationToken cancellationToken = default) =>
        Last = new TamperedConnection(await inner.ConnectAsync(cancellationToken)) { SpoilsAfterHandshake = SpoilsAfterHandshake };
}
