using Nomen.Client.DatagramStream;
using Nomen.Client.Tests.Sockets;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.DatagramStream;

/// <summary>Both halves together over real sockets.</summary>
public sealed class DatagramStreamLoopbackTests
{
    [Fact]
    public async Task A_whole_answer_comes_over_UDP()
    {
        await using var server = new LoopbackPair(static query => [Replies.To(query)]);
        await using var transport = new DatagramStreamTransport(server.EndPoint, services: StoppedClock.Services);

        DnsResponse response = await transport.SendAsync(Replies.Ask());

        Assert.Equal(DnsProtocol.Udp, response.Protocol);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    [Rfc(7766, "5")]
    public async Task A_cut_answer_with_a_lie_in_it_is_asked_over_TCP()
    {
        await using var server = new LoopbackPair(static query =>
            [Replies.To(query, flags: DnsFlags.QR | DnsFlags.TC, answers: Replies.Record("example.com.", (DnsType)65280, 1, 2, 3, 4))]);
        await using var transport = new DatagramStreamTransport(server.EndPoint, services: StoppedClock.Services);

        DnsResponse response = await transport.SendAsync(Replies.Ask());

        Assert.Equal(DnsProtocol.Tcp, response.Protocol);
        Assert.Equal(0, response.Message.Answers.Count);
        Assert.Equal(2, response.Attempts);
    }

    [Fact]
    [Rfc(5452, "9.2")]
    public async Task Many_wrong_IDs_are_asked_over_TCP()
    {
        await using var server = new LoopbackPair(static query => Enumerable.Range(1, 200).Select(i =>
        {
            byte[] wrong = Replies.To(query);
            wrong[0] ^= (byte)i;
            return wrong;
        }));
        await using var transport = new DatagramStreamTransport(server.EndPoint, services: StoppedClock.Services);

        DnsResponse response = await transport.SendAsync(Replies.Ask());

        Assert.Equal(DnsProtocol.Tcp, response.Protocol);
    }

    [Fact]
    public async Task A_server_that_folds_letter_case_is_asked_over_TCP_once()
    {
        await using var server = new LoopbackPair(static query => [Replies.To(query, question: Lower(query))]);
        await using var transport = new DatagramStreamTransport(server.EndPoint, services: StoppedClock.Services);
        DnsRequest request = Replies.Ask("a-long-name-with-many-letters.example.com.");

        DnsResponse first = await transport.SendAsync(request);
        DnsResponse second = await transport.SendAsync(request);

        Assert.Equal((DnsProtocol.Tcp, DnsProtocol.Udp), (first.Protocol, second.Protocol));
    }

    private static DnsQuestion Lower(byte[] query)
    {
        DnsQuestion asked = DnsMessage.Parse(query).Question!.Value;
        return asked with { Name = DomainName.Parse(asked.Name.ToString().ToLowerInvariant()) };
    }
}
