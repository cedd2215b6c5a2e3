using System.Net.Sockets;
using Nomen.Client.Sockets;
using Nomen.Dns.Transports;

namespace Nomen.Conformance.Devices;

/// <summary>An address where nobody listens.</summary>
internal sealed class RefusingStreams : IStreamConnector
{
    public string Upstream => "tcp://[2001:db8::53]:53";

    public DnsProtocol Protocol => DnsProtocol.Tcp;

    public ValueTask<IStreamConnection> ConnectAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromException<IStreamConnection>(new SocketException((int)SocketError.ConnectionRefused));
}
