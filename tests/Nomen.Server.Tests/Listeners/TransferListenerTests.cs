using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Listeners;
using Nomen.Server.Tests.Zones;
using Nomen.Server.Zones;
using Nomen.Testing.Knobs;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Zone transfers through a server: nobody may, unless the operator says who.</summary>
public sealed class TransferListenerTests
{
    private static readonly string Hosts = string.Join('\n', Enumerable.Range(0, 2000).Select(i => $"host{i} A 192.0.2.{i % 256}"));

    private static ZoneTransport Zones => new(ZoneText.Zone("example.", $"@ SOA ns admin 5 1 1 1 1\n@ NS ns\n{Hosts}"));

    [Fact]
    [Rfc(5936, "5")]
    public async Task A_transfer_is_REFUSED_by_default()
    {
        await using RunningServer server = await RunningServer.StartAsync(Zones);
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);

        Assert.Equal(Rcode.Refused, (await client.AskAsync(Query.Octets("example.", DnsType.AXFR))).Rcode);
    }

    [Fact]
    [Rfc(5936, "2.2")]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.AllowTransfer))]
    public async Task AllowTransfer_lets_a_client_have_the_zone_in_many_messages()
    {
        List<DnsRequest> asked = [];
        await using RunningServer server = await RunningServer.StartAsync(Zones, Allowing(asked));
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);

        await client.SendAsync(Query.Octets("example.", DnsType.AXFR, id: 9));
        List<DnsMessage> messages = await ReceiveTransferAsync(client);

        ResourceRecord[] records = [.. messages.SelectMany(message => message.ReadRecords(DnsSection.Answer))];
        Assert.Equal(2003, records.Length);
        Assert.Equal((DnsType.SOA, DnsType.SOA), (records[0].Type, records[^1].Type));
        Assert.All(messages, message => Assert.Equal(9, message.Id));
        Assert.True(messages.Count > 1);
        Assert.Equal(DnsProtocol.Tcp, Assert.Single(asked).Context?.ClientProtocol);
        Assert.Equal(1, server.Server.Statistics.Transfers);
    }

    [Fact]
    public async Task Other_queries_of_the_connection_go_on_beside_a_transfer()
    {
        await using RunningServer server = await RunningServer.StartAsync(Zones, Allowing([]));
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);

        await client.SendAsync(Query.Octets("example.", DnsType.AXFR, id: 1), Query.Octets("host1.example.", id: 2));
        List<DnsMessage> all = [];
        while (!all.Exists(message => message.Id == 2) || SoaCount(all) < 2)
        {
            all.Add(await client.ReceiveAsync());
        }

        Assert.Equal(1, Assert.Single(all, message => message.Id == 2).Answers.Count);
    }

    [Fact]
    [Rfc(1995, "2")]
    public async Task IXFR_over_UDP_is_the_SOA_that_sends_the_client_to_TCP()
    {
        await using RunningServer server = await RunningServer.StartAsync(Zones, Allowing([]));
        using UdpClientSocket client = new(server.EndPoint);

        DnsMessage response = await client.AskAsync(Query.Octets("example.", DnsType.IXFR));

        Assert.Equal(DnsType.SOA, Assert.Single(response.ReadRecords(DnsSection.Answer)).Type);
    }

    [Fact]
    public async Task A_transport_that_cannot_stream_is_NOTIMP()
    {
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), Allowing([]));
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);

        Assert.Equal(Rcode.NotImp, (await client.AskAsync(Query.Octets("example.", DnsType.AXFR))).Rcode);
    }

    [Fact]
    public async Task A_rule_that_throws_is_SERVFAIL_for_that_query_alone()
    {
        await using RunningServer server = await RunningServer.StartAsync(Zones, new DnsServerOptions { AllowTransfer = _ => throw new InvalidOperationException("a bug") });
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);

        Assert.Equal(Rcode.ServFail, (await client.AskAsync(Query.Octets("example.", DnsType.AXFR))).Rcode);
        Assert.Equal(1, (await client.AskAsync(Query.Octets("host1.example."))).Answers.Count);
    }

    private static DnsServerOptions Allowing(List<DnsRequest> asked) => new()
    {
        AllowTransfer = request =>
        {
            asked.Add(request);
            return true;
        },
    };

    private static async Task<List<DnsMessage>> ReceiveTransferAsync(TcpClientSocket client)
    {
        List<DnsMessage> messages = [];
        while (SoaCount(messages) < 2)
        {
            messages.Add(await client.ReceiveAsync());
        }

        return messages;
    }

    private static int SoaCount(List<DnsMessage> messages) =>
        messages.Sum(message => message.ReadRecords(DnsSection.Answer).Count(record => record.Type == DnsType.SOA));
}
