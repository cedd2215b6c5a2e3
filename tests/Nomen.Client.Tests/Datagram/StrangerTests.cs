using System.Net;
using System.Net.Sockets;
using Nomen.Client.Datagram;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Datagram;

/// <summary>Somebody who knows everything about a query, its ID and its port included, but is not the server that was asked (docs/threats.md A3).</summary>
public sealed class StrangerTests
{
    private static readonly DnsRequest Question = DnsRequest.Query("www.example.com", DnsType.A);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Rfc(5452, "9.1")]
    public async Task A_reply_from_another_port_is_never_an_answer(int sharedSockets)
    {
        using Socket stranger = Bound(new IPEndPoint(IPAddress.Loopback, 0));
        using LoopbackResponder server = new((query, from) => Lie(stranger, query, from));

        await AssertOnlyTheServersAnswersCountAsync(server, sharedSockets);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Rfc(5452, "9.1")]
    public async Task A_reply_from_another_address_is_never_an_answer(int sharedSockets)
    {
        // Systems other than Linux have one loopback address only, and this is the other test there.
        IPAddress other = OperatingSystem.IsLinux() ? IPAddress.Parse("127.0.0.2") : IPAddress.Loopback;
        Socket? stranger = null;
        using LoopbackResponder server = new((query, from) => Lie(stranger!, query, from));
        using Socket bound = stranger = Bound(new IPEndPoint(other, OperatingSystem.IsLinux() ? server.EndPoint.Port : 0));

        await AssertOnlyTheServersAnswersCountAsync(server, sharedSockets);
    }

    private static async Task AssertOnlyTheServersAnswersCountAsync(LoopbackResponder server, int sharedSockets)
    {
        // A stopped clock: nothing is lost here, and a machine with too much to do is no reason to give up.
        await using DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = sharedSockets }, new() { TimeProvider = new ManualTimeProvider() });

        for (int i = 0; i < 50; i++)
        {
            DnsResponse response = await transport.SendAsync(Question);
            Assert.Equal(Rcode.NoError, response.Rcode);
        }
    }

    /// <summary>The stranger's reply is on its way before the server's own.</summary>
    private static byte[] Lie(Socket stranger, byte[] query, EndPoint asker)
    {
        stranger.SendTo(Replies.To(query, Rcode.Refused), asker);
        return Replies.To(query);
    }

    private static Socket Bound(IPEndPoint local)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(local);
        return socket;
    }
}
