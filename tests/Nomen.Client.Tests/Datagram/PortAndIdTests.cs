using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Nomen.Client.Datagram;
using Nomen.Client.Services;
using Nomen.Client.Tests.Sockets;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Datagram;

/// <summary>What an attacker has to guess: message ID and source port.</summary>
public sealed class PortAndIdTests
{
    [Fact]
    [Rfc(5452, "9.2")]
    public async Task Hundred_thousand_IDs_look_random_and_have_no_short_cycle()
    {
        List<ushort> ids = [];
        ScriptedConnector wire = new();
        wire.OnSend = (connection, query) =>
        {
            ids.Add(BinaryPrimitives.ReadUInt16BigEndian(query));
            wire.Connections.Clear();
            connection.Deliver(Replies.To(query));
        };
        await using DatagramTransport transport = new(wire, null, TransportServices.Default);

        for (int i = 0; i < 100_000; i++)
        {
            await transport.SendAsync(DatagramWorld.Question);
        }

        // 255 degrees of freedom: mean 255, deviation 22.6. Over 420 comes once in 10^10 runs.
        Assert.InRange(ChiSquare(ids, static id => id >> 8), 130, 420);
        Assert.InRange(ChiSquare(ids, static id => id & 0xff), 130, 420);
        Assert.DoesNotContain(Enumerable.Range(1, 1000), period => ids.Skip(period).Zip(ids).Take(1000).All(static pair => pair.First == pair.Second));
    }

    [Fact]
    [Rfc(5452, "9.2")]
    public async Task Twenty_thousand_queries_leave_from_at_least_ten_thousand_ports()
    {
        ConcurrentDictionary<int, bool> ports = new();
        using LoopbackResponder server = new((query, from) =>
        {
            ports[((IPEndPoint)from).Port] = true;
            return Replies.To(query);
        });
        await using DatagramTransport transport = new(server.EndPoint, services: StoppedClock.Services);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            for (int i = 0; i < 1000; i++)
            {
                await transport.SendAsync(DatagramWorld.Question);
            }
        }));

        Assert.InRange(ports.Count, 10_000, 20_000);
    }

    [Fact]
    [Rfc(5452, "9.1")]
    public async Task A_reply_from_another_port_is_never_accepted()
    {
        using Socket stranger = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using LoopbackResponder server = new((query, from) =>
        {
            stranger.SendTo(Replies.To(query, Rcode.Refused), from);
            return Replies.To(query);
        });
        await using DatagramTransport transport = new(server.EndPoint, services: StoppedClock.Services);

        for (int i = 0; i < 50; i++)
        {
            DnsResponse response = await transport.SendAsync(DatagramWorld.Question);
            Assert.Equal(Rcode.NoError, response.Rcode);
        }
    }

    private static double ChiSquare(List<ushort> ids, Func<ushort, int> bin)
    {
        double expected = ids.Count / 256.0;
        int[] counts = new int[256];
        ids.ForEach(id => counts[bin(id)]++);
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }
}
