using System.Net;
using System.Net.Sockets;
using Nomen.Client.Datagram;
using Nomen.Client.Sockets;
using Nomen.Client.Tests.Datagram;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Sockets;

/// <summary>Sockets of the system, over loopback.</summary>
public sealed class UdpConnectorTests
{
    private static readonly byte[] Hello = "hello"u8.ToArray();

    [Fact]
    public async Task Carries_datagrams_both_ways()
    {
        using LoopbackResponder server = new(static (datagram, _) => [.. datagram, (byte)'!']);
        using IDatagramConnection connection = new UdpConnector(server.EndPoint).Connect();
        byte[] buffer = new byte[100];

        connection.Send(Hello);
        int length = await connection.ReceiveAsync(buffer);

        Assert.Equal("hello!"u8, buffer.AsSpan(0, length));
    }

    [Fact]
    public async Task An_empty_datagram_is_a_datagram()
    {
        using LoopbackResponder server = new(static (_, _) => []);
        using IDatagramConnection connection = new UdpConnector(server.EndPoint).Connect();

        connection.Send(Hello);

        Assert.Equal(0, await connection.ReceiveAsync(new byte[100]));
    }

    [Fact]
    public async Task Cuts_a_datagram_to_the_buffer()
    {
        using LoopbackResponder server = new(static (_, _) => new byte[1000]);
        using IDatagramConnection connection = new UdpConnector(server.EndPoint).Connect();

        connection.Send(Hello);

        Assert.Equal(100, await connection.ReceiveAsync(new byte[100]));
    }

    [Fact]
    public async Task Disposing_ends_a_receive_without_an_exception()
    {
        using LoopbackResponder server = LoopbackResponder.Silent();
        IDatagramConnection connection = new UdpConnector(server.EndPoint).Connect();
        Task<int> receiving = connection.ReceiveAsync(new byte[100]).AsTask();

        connection.Dispose();

        Assert.Equal(-1, await receiving);
        Assert.Equal(-1, await connection.ReceiveAsync(new byte[100]));
    }

    [Fact]
    public async Task Reports_that_nobody_listens()
    {
        IPEndPoint nobody;
        using (LoopbackResponder server = LoopbackResponder.Silent())
        {
            nobody = server.EndPoint;
        }

        using IDatagramConnection connection = new UdpConnector(nobody).Connect();
        connection.Send(Hello);

        SocketException e = await Assert.ThrowsAsync<SocketException>(async () => await connection.ReceiveAsync(new byte[100]));
        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
    }

    [Fact]
    [Rfc(5452, "9.2")]
    public void Every_connection_has_a_port_of_its_own()
    {
        using LoopbackResponder server = LoopbackResponder.Silent();
        UdpConnector connector = new(server.EndPoint);
        IDatagramConnection[] connections = [.. Enumerable.Range(0, 100).Select(_ => connector.Connect())];

        int[] ports = [.. connections.Select(static connection => connection.LocalEndPoint!.Port)];

        Assert.Equal(100, ports.Distinct().Count());
        Assert.NotEqual(ports.Order(), ports);
        Array.ForEach(connections, static connection => connection.Dispose());
    }

    [Fact]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.LocalAddress))]
    public async Task Sends_from_the_local_address_of_the_options()
    {
        // All of 127/8 is loopback on Linux; elsewhere only this one.
        IPAddress local = OperatingSystem.IsLinux() ? IPAddress.Parse("127.0.0.9") : IPAddress.Loopback;
        IPAddress? seen = null;
        using LoopbackResponder server = new((query, from) =>
        {
            seen = ((IPEndPoint)from).Address;
            return Replies.To(query);
        });
        await using DatagramTransport transport = new(server.EndPoint, new() { LocalAddress = local }, StoppedClock.Services);

        await transport.SendAsync(DatagramWorld.Question);

        Assert.Equal(local, seen);
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(513, true)]
    [Rfc(9715, "3.2")]
    public void A_large_request_leaves_in_one_piece_or_not_at_all(int length, bool isForbidden)
    {
        using LoopbackResponder server = LoopbackResponder.Silent();
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(server.EndPoint);
        using UdpConnection connection = new(socket);
        bool before = socket.DontFragment;

        connection.Send(new byte[length]);

        Assert.Equal(isForbidden || before, socket.DontFragment);
    }

    [Fact]
    [Rfc(9715, "3.2")]
    public void Sockets_send_no_fragments()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        Fragmentation.Forbid(socket);

        Assert.True(socket.DontFragment);
    }

    [Fact]
    [Rfc(9715, "3.2")]
    public void Sockets_of_IPv6_send_no_fragments_on_Linux()
    {
        using Socket socket = new(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);

        Fragmentation.Forbid(socket);

        byte[] value = new byte[sizeof(int)];
        int length = OperatingSystem.IsLinux() ? socket.GetRawSocketOption(41, 23, value) : 0;
        Assert.Equal(OperatingSystem.IsLinux() ? [2, 0, 0, 0] : new byte[sizeof(int)], value);
        Assert.Equal(OperatingSystem.IsLinux() ? sizeof(int) : 0, length);
    }
}
