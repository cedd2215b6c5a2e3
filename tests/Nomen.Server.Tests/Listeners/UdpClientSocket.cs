using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Messages;

namespace Nomen.Server.Tests.Listeners;

/// <summary>A UDP client of a server under test.</summary>
internal sealed class UdpClientSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    internal UdpClientSocket(IPEndPoint server, IPAddress? from = null)
    {
        _socket.Bind(new IPEndPoint(from ?? IPAddress.Loopback, 0));
        _socket.Connect(server);
    }

    public void Dispose() => _socket.Dispose();

    internal async Task SendAsync(params byte[] octets) => await _socket.SendAsync(octets);

    internal async Task<byte[]> ReceiveOctetsAsync()
    {
        using CancellationTokenSource patience = new(Patience, TimeProvider.System);
        byte[] buffer = new byte[ushort.MaxValue];
        int length = await _socket.ReceiveAsync(buffer, patience.Token);
        return buffer[..length];
    }

    internal async Task<DnsMessage> ReceiveAsync() => DnsMessage.Parse(await ReceiveOctetsAsync());

    internal async Task<DnsMessage> AskAsync(byte[] octets)
    {
        await SendAsync(octets);
        return await ReceiveAsync();
    }
}
