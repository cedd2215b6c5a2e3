using System.Net;
using Nomen.Client.Datagram;
using Nomen.Client.Tests.Sockets;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Datagram;

/// <summary>What leaves when nothing was set.</summary>
public sealed class DefaultsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Rfc(9715, "3.2")]
    public async Task Announces_1232_octets(int sharedSockets)
    {
        DnsMessage? asked = null;
        using LoopbackResponder server = new((query, _) =>
        {
            asked = DnsMessage.Parse(query);
            return Replies.To(query);
        });
        await using DatagramTransport transport = new(server.EndPoint, new() { SharedSockets = sharedSockets }, StoppedClock.Services);

        await transport.SendAsync(DnsRequest.Query("www.example.com", DnsType.A));

        Assert.Equal((ushort)1232, asked!.Edns!.PayloadSize);
    }

    [Fact]
    [Rfc(5452, "9.2")]
    public async Task Two_queries_have_two_ports_and_two_spellings()
    {
        List<(int Port, string Name)> asked = [];
        using LoopbackResponder server = new((query, from) =>
        {
            asked.Add((((IPEndPoint)from).Port, DnsMessage.Parse(query).Question!.Value.Name.ToString()));
            return Replies.To(query);
        });
        await using DatagramTransport transport = new(server.EndPoint, services: StoppedClock.Services);

        for (int i = 0; i < 10; i++)
        {
            await transport.SendAsync(DnsRequest.Query("a-name-with-many-letters-in-it.example.com", DnsType.A));
        }

        Assert.InRange(asked.Select(static query => query.Port).Distinct().Count(), 9, 10);
        Assert.InRange(asked.Select(static query => query.Name).Distinct(StringComparer.Ordinal).Count(), 9, 10);
    }
}
