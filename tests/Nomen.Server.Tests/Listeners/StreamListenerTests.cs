using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Server.Listeners;
using Nomen.Server.Tests.Zones;
using Nomen.Server.Zones;
using Nomen.Testing.Knobs;
using Nomen.Testing.Time;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Connections over real sockets; time, where it counts, is the test's.</summary>
public sealed class StreamListenerTests
{
    [Fact]
    [Rfc(7766, "6.2.1.1")]
    public async Task Pipelined_queries_are_answered_in_the_order_of_their_answers()
    {
        SlowTransport transport = new();
        await using RunningServer server = await RunningServer.StartAsync(transport);
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);

        await client.SendAsync(Query.Octets("a.example.", id: 1), Query.Octets("b.example.", id: 2), Query.Octets("c.example.", id: 3));
        await transport.ArrivedAsync(3);
        transport.Answer(2);
        ushort first = (await client.ReceiveAsync()).Id;
        transport.Answer(0);
        ushort second = (await client.ReceiveAsync()).Id;
        transport.Answer(1);
        ushort third = (await client.ReceiveAsync()).Id;

        Assert.Equal((3, 1, 2), (first, second, third));
    }

    [Fact]
    [Rfc(7766, "6.2.4")]
    public async Task A_client_that_says_no_more_still_gets_its_answers()
    {
        SlowTransport transport = new();
        await using RunningServer server = await RunningServer.StartAsync(transport);
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);

        await client.SendAsync(Query.Octets("a.example."));
        client.CloseSending();
        await transport.ArrivedAsync(1);
        transport.AnswerAll();

        Assert.Equal(1, (await client.ReceiveAsync()).Answers.Count);
        Assert.True(await client.IsClosedByServerAsync());
    }

    [Fact]
    public async Task A_response_longer_than_UDP_takes_is_whole()
    {
        FakeTransport transport = new(request => FakeTransport.Respond(request, DnsFlags.None, records =>
        {
            for (int i = 0; i < 230; i++)
            {
                records.Add(DnsSection.Answer, "a.example.", new TxtData([new byte[250], BitConverter.GetBytes(i)]));
            }
        }));
        await using RunningServer server = await RunningServer.StartAsync(transport);
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);

        DnsMessage response = await client.AskAsync(Query.Octets("a.example.", DnsType.TXT));

        Assert.Equal(230, response.Answers.Count);
        Assert.False(response.IsTruncated);
        Assert.True(response.Length > 60_000);
    }

    [Fact]
    [Rfc(7828, "3.3.2")]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.Connections))]
    public async Task Keepalive_is_told_over_TCP_to_those_who_ask()
    {
        DnsServerOptions options = new() { Connections = new ConnectionOptions { IdleTimeout = TimeSpan.FromSeconds(7) } };
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), options);
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);
        byte[] asking = Query.Octets("a.example.", edns: EdnsRecord.Default with { Options = [new UnknownOption(EdnsOptionCode.TcpKeepalive, default)] });

        DnsMessage asked = await client.AskAsync(asking);
        DnsMessage notAsked = await client.AskAsync(Query.Octets("a.example.", edns: EdnsRecord.Default));

        Assert.Equal([70], Keepalives(asked));
        Assert.Empty(Keepalives(notAsked));
    }

    [Fact]
    [Rfc(7828, "3.2.1")]
    public async Task Keepalive_is_ignored_over_UDP()
    {
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress));
        using UdpClientSocket client = new(server.EndPoint);

        DnsMessage response = await client.AskAsync(Query.Octets("a.example.", edns: EdnsRecord.Default with { Options = [new UnknownOption(EdnsOptionCode.TcpKeepalive, default)] }));

        Assert.Empty(response.Edns!.Options);
    }

    [Fact]
    [Rfc(7766, "6.2.3")]
    [Knob(typeof(ConnectionOptions), nameof(ConnectionOptions.IdleTimeout))]
    public async Task IdleTimeout_closes_a_connection_without_queries()
    {
        ManualTimeProvider time = new();
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), WithConnections(new() { IdleTimeout = TimeSpan.FromSeconds(3) }), time);
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);
        await client.AskAsync(Query.Octets("a.example."));

        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(1, server.Server.Statistics.ConnectionsOpen);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.True(await client.IsClosedByServerAsync());
        Assert.Equal(1, server.Server.Statistics.ConnectionsTimedOut);
    }

    [Fact]
    public async Task A_connection_that_waits_for_its_answer_is_not_idle()
    {
        ManualTimeProvider time = new();
        SlowTransport transport = new();
        DnsServerOptions options = new() { QueryTimeout = TimeSpan.FromMinutes(1), Connections = new() { IdleTimeout = TimeSpan.FromSeconds(3) } };
        await using RunningServer server = await RunningServer.StartAsync(transport, options, time);
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);
        await client.SendAsync(Query.Octets("a.example."));
        await transport.ArrivedAsync(1);

        time.Advance(TimeSpan.FromSeconds(30));
        transport.AnswerAll();

        Assert.Equal(1, (await client.ReceiveAsync()).Answers.Count);
    }

    [Fact]
    [Knob(typeof(ConnectionOptions), nameof(ConnectionOptions.QueryReadTimeout))]
    public async Task QueryReadTimeout_closes_a_connection_that_trickles()
    {
        ManualTimeProvider time = new();
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), WithConnections(new() { QueryReadTimeout = TimeSpan.FromSeconds(2) }), time);
        using TcpClientSocket good = await TcpClientSocket.ConnectAsync(server.EndPoint);
        using TcpClientSocket slow = await TcpClientSocket.ConnectAsync(server.EndPoint);

        // A whole query and one octet of the next: when the answer is there, the octet is there.
        await slow.SendRawAsync([.. TcpClientSocket.Frame(Query.Octets("a.example.")), 0]);
        await slow.ReceiveAsync();
        time.Advance(TimeSpan.FromSeconds(2.1));

        Assert.True(await slow.IsClosedByServerAsync());
        Assert.Equal(1, (await good.AskAsync(Query.Octets("a.example."))).Answers.Count);
    }

    [Fact]
    [Knob(typeof(ConnectionOptions), nameof(ConnectionOptions.MaxConnections))]
    public async Task MaxConnections_bounds_all_and_frees_places()
    {
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), WithConnections(new() { MaxConnections = 2 }));
        using TcpClientSocket first = await OpenAsync(server);
        using TcpClientSocket second = await OpenAsync(server);
        using TcpClientSocket third = await TcpClientSocket.ConnectAsync(server.EndPoint);

        Assert.True(await third.IsClosedByServerAsync());
        first.Dispose();
        await Waiting.UntilAsync(() => server.Server.Statistics.ConnectionsOpen == 1);
        using TcpClientSocket fourth = await OpenAsync(server);

        Assert.Equal(1, server.Server.Statistics.ConnectionsRejected);
    }

    [Fact]
    [Knob(typeof(ConnectionOptions), nameof(ConnectionOptions.MaxConnectionsPerAddress))]
    public async Task MaxConnectionsPerAddress_leaves_places_for_others()
    {
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), WithConnections(new() { MaxConnectionsPerAddress = 1 }));
        using TcpClientSocket first = await OpenAsync(server);
        using TcpClientSocket second = await TcpClientSocket.ConnectAsync(server.EndPoint);
        using TcpClientSocket other = await TcpClientSocket.ConnectAsync(server.EndPoint, IPAddress.Parse("127.0.0.3"));

        Assert.True(await second.IsClosedByServerAsync());
        Assert.Equal(1, (await other.AskAsync(Query.Octets("a.example."))).Answers.Count);
    }

    [Fact]
    public async Task Idle_connections_give_way_when_places_get_scarce()
    {
        ManualTimeProvider time = new();
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), WithConnections(new() { MaxConnections = 4 }), time);
        using TcpClientSocket a = await OpenAsync(server);
        using TcpClientSocket b = await OpenAsync(server);
        using TcpClientSocket c = await OpenAsync(server);
        time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(3, server.Server.Statistics.ConnectionsOpen);

        using TcpClientSocket d = await OpenAsync(server);
        time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.True(await a.IsClosedByServerAsync());
        Assert.Equal(1, (await d.AskAsync(Query.Octets("a.example."))).Answers.Count);
    }

    [Fact]
    [Knob(typeof(ConnectionOptions), nameof(ConnectionOptions.MaxPipelined))]
    public async Task MaxPipelined_leaves_further_queries_unread()
    {
        SlowTransport transport = new();
        await using RunningServer server = await RunningServer.StartAsync(transport, WithConnections(new() { MaxPipelined = 2 }));
        using TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);

        await client.SendAsync([.. Enumerable.Range(1, 5).Select(id => Query.Octets("a.example.", id: (ushort)id))]);
        await transport.ArrivedAsync(2);
        transport.Answer(0);
        await client.ReceiveAsync();
        await transport.ArrivedAsync(3);

        Assert.Equal(3, server.Server.Statistics.TcpQueries);
    }

    [Fact]
    public async Task Idle_slow_and_unreading_clients_do_not_keep_a_good_one_from_its_answer()
    {
        ManualTimeProvider clock = new();
        DnsServerOptions options = WithConnections(new() { MaxConnections = 1000, MaxConnectionsPerAddress = 1000 });
        await using RunningServer server = await RunningServer.StartAsync(new ZoneTransport(ZoneText.Zone("example.", "@ SOA ns admin 1 1 1 1 1\n@ NS ns\na A 192.0.2.1")), options, clock);
        List<TcpClientSocket> bad = [];
        for (int i = 0; i < 300; i++)
        {
            TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);
            bad.Add(client);
            await (i % 2 == 0 ? client.SendRawAsync([0]) : client.SendAsync(Query.Octets("a.example."), Query.Octets("a.example.")));
        }

        using TcpClientSocket good = await OpenAsync(server);
        DnsMessage response = await good.AskAsync(Query.Octets("a.example."));
        await Waiting.UntilAsync(() => server.Server.Statistics is { TcpQueries: 302, Responses: 302 });

        // A connection that is taken only now starts its timer now, and closing takes a moment: so the clock goes on until all are gone.
        await Waiting.UntilAsync(() => NoneIsLeftAfter(TimeSpan.FromSeconds(11)));

        bool NoneIsLeftAfter(TimeSpan time)
        {
            clock.Advance(time);
            return server.Server.Statistics.ConnectionsOpen == 0;
        }

        Assert.Equal(1, response.Answers.Count);
        bad.ForEach(client => client.Dispose());
    }

    private static int[] Keepalives(DnsMessage response)
    {
        Assert.True(response.View.TryGetEdns(out EdnsView edns));
        return edns.TryGetOption(EdnsOptionCode.TcpKeepalive, out ReadOnlySpan<byte> data) ? [(data[0] << 8) | data[1]] : [];
    }

    private static DnsServerOptions WithConnections(ConnectionOptions connections) => new() { Connections = connections };

    /// <summary>A connection that the server surely has taken: it has answered there.</summary>
    private static async Task<TcpClientSocket> OpenAsync(RunningServer server)
    {
        TcpClientSocket client = await TcpClientSocket.ConnectAsync(server.EndPoint);
        await client.AskAsync(Query.Octets("a.example."));
        return client;
    }
}
