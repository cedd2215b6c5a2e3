using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Listeners;
using Nomen.Testing.Knobs;
using Nomen.Testing.Time;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Life of a server, and what each of its options does.</summary>
public sealed class DnsServerTests
{
    [Fact]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.Listen))]
    public async Task One_port_takes_UDP_and_TCP()
    {
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), new DnsServerOptions { Listen = ["udp+tcp://127.0.0.1:0"] });
        using UdpClientSocket udp = new(server.EndPoint);
        using TcpClientSocket tcp = await TcpClientSocket.ConnectAsync(server.EndPoint);

        Assert.Equal(1, (await udp.AskAsync(Query.Octets("a.example."))).Answers.Count);
        Assert.Equal(1, (await tcp.AskAsync(Query.Octets("a.example."))).Answers.Count);
    }

    [Fact]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.Listen))]
    public async Task Every_address_of_the_list_is_served()
    {
        await using RunningServer server = await RunningServer.StartAsync(
            new FakeTransport(FakeTransport.OneAddress),
            new DnsServerOptions { Listen = ["udp://127.0.0.1:0", "tcp://127.0.0.1:0", "udp://[::1]:0"] });

        Assert.Equal(3, server.Server.Endpoints.Length);
        Assert.All(server.Server.Endpoints, address => Assert.NotEqual(0, address.EndPoint.Port));
        using TcpClientSocket tcp = await TcpClientSocket.ConnectAsync(server.Server.Endpoints[1].EndPoint);
        Assert.Equal(1, (await tcp.AskAsync(Query.Octets("a.example."))).Answers.Count);
    }

    [Fact]
    public void A_server_without_an_address_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new DnsServer(new FakeTransport(FakeTransport.OneAddress), new DnsServerOptions()));
    }

    [Fact]
    public async Task An_address_that_is_taken_fails_the_start_and_keeps_nothing()
    {
        await using RunningServer first = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress));
        FakeTransport transport = new(FakeTransport.OneAddress);
        await using DnsServer second = new(transport, new DnsServerOptions { Listen = ["udp://127.0.0.1:0", $"tcp://{first.EndPoint}"] });

        await Assert.ThrowsAsync<SocketException>(() => second.StartAsync().AsTask());

        Assert.Empty(second.Endpoints);
    }

    [Fact]
    public async Task A_server_is_started_once()
    {
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress));

        await Assert.ThrowsAsync<InvalidOperationException>(() => server.Server.StartAsync().AsTask());
    }

    [Fact]
    public async Task Disposing_closes_the_sockets_and_the_transport_and_may_be_repeated()
    {
        FakeTransport transport = new(FakeTransport.OneAddress);
        RunningServer server = await RunningServer.StartAsync(transport);
        IPEndPoint endPoint = server.EndPoint;

        await server.DisposeAsync();
        await server.DisposeAsync();

        Assert.True(transport.IsDisposed);
        using Socket again = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        again.Bind(endPoint);
    }

    [Fact]
    public async Task RunAsync_serves_until_it_is_cancelled()
    {
        FakeTransport transport = new(FakeTransport.OneAddress);
        await using DnsServer server = new(transport, new DnsServerOptions { Listen = ["udp://127.0.0.1:0"] });
        using CancellationTokenSource cancel = new();

        Task running = server.RunAsync(cancel.Token);
        using UdpClientSocket client = new(server.Endpoints[0].EndPoint);
        DnsMessage response = await client.AskAsync(Query.Octets("a.example."));
        await cancel.CancelAsync();
        await running;

        Assert.Equal(1, response.Answers.Count);
        Assert.True(transport.IsDisposed);
    }

    [Fact]
    public async Task What_is_being_answered_when_the_server_stops_is_answered()
    {
        SlowTransport transport = new();
        RunningServer server = await RunningServer.StartAsync(transport);
        using UdpClientSocket udp = new(server.EndPoint);
        using TcpClientSocket tcp = await TcpClientSocket.ConnectAsync(server.EndPoint);
        await udp.SendAsync(Query.Octets("a.example."));
        await tcp.SendAsync(Query.Octets("b.example."));
        await transport.ArrivedAsync(2);

        Task disposing = server.DisposeAsync().AsTask();
        transport.AnswerAll();
        await disposing;

        Assert.Equal(1, (await udp.ReceiveAsync()).Answers.Count);
        Assert.Equal(1, (await tcp.ReceiveAsync()).Answers.Count);
    }

    [Fact]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.DrainTimeout))]
    public async Task DrainTimeout_bounds_the_wait_for_what_is_being_answered()
    {
        // The clock stands still, so that any other wait never ends.
        SlowTransport transport = new();
        RunningServer server = await RunningServer.StartAsync(transport, new DnsServerOptions { DrainTimeout = TimeSpan.Zero }, new ManualTimeProvider());
        using TcpClientSocket tcp = await TcpClientSocket.ConnectAsync(server.EndPoint);
        await tcp.SendAsync(Query.Octets("b.example."));
        await transport.ArrivedAsync(1);

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(await tcp.IsClosedByServerAsync());
    }

    [Fact]
    [Rfc(5358, "4")]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.Allow))]
    public async Task Allow_decides_who_is_answered()
    {
        await using RunningServer nobody = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), new DnsServerOptions { Allow = [IPNetwork.Parse("192.0.2.0/24")] });
        await using RunningServer loopback = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress));

        Assert.Equal(Rcode.Refused, (await AskAsync(nobody, Query.Octets("a.example."))).Rcode);
        Assert.Equal(Rcode.NoError, (await AskAsync(loopback, Query.Octets("a.example."))).Rcode);
    }

    [Fact]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.RefuseOthers))]
    public async Task RefuseOthers_off_leaves_others_without_an_answer()
    {
        DnsServerOptions options = new() { Allow = [IPNetwork.Parse("127.0.0.2/32")], RefuseOthers = false };
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), options);
        using UdpClientSocket other = new(server.EndPoint);
        using UdpClientSocket allowed = new(server.EndPoint, IPAddress.Parse("127.0.0.2"));
        using TcpClientSocket tcp = await TcpClientSocket.ConnectAsync(server.EndPoint);

        await other.SendAsync(Query.Octets("a.example."));
        await allowed.AskAsync(Query.Octets("a.example."));

        Assert.True(await tcp.IsClosedByServerAsync());
        Assert.Equal((1, 1), (server.Server.Statistics.Ignored, server.Server.Statistics.ConnectionsRejected));
    }

    [Theory]
    [InlineData(1232, 4096, 1232)]
    [InlineData(4096, 1400, 1400)]
    [InlineData(1232, null, 512)]
    [InlineData(1232, 100, 512)]
    [Rfc(9715)]
    [Rfc(6891, "6.2.3")]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.MaxUdpPayload))]
    public async Task MaxUdpPayload_and_the_clients_size_limit_a_response(int ours, int? theirs, int limit)
    {
        FakeTransport transport = new(request => FakeTransport.Respond(request, DnsFlags.None, records =>
        {
            for (int i = 0; i < 250; i++)
            {
                records.Add(DnsSection.Additional, $"n{i}.example.", new Nomen.Dns.Records.AData(IPAddress.Loopback));
            }
        }));
        await using RunningServer server = await RunningServer.StartAsync(transport, new DnsServerOptions { MaxUdpPayload = ours });

        DnsMessage response = await AskAsync(server, Query.Octets("a.example.", edns: theirs is null ? null : EdnsRecord.Default with { PayloadSize = (ushort)theirs }));

        Assert.InRange(response.Length, limit - 30, limit);
        Assert.Equal(theirs is null ? null : (ushort)ours, response.Edns?.PayloadSize);
    }

    [Fact]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.UdpThreads))]
    public async Task UdpThreads_serve_one_port_together()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), new DnsServerOptions { UdpThreads = 3 });

        Assert.Equal(3, Waiting.UdpSocketsAt(server.EndPoint));
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(1, (await AskAsync(server, Query.Octets("a.example."))).Answers.Count);
        }
    }

    [Fact]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.UdpReceiveBuffer))]
    public async Task UdpReceiveBuffer_bounds_what_waits_while_the_server_is_busy()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using ManualResetEventSlim isFree = new();
        FakeTransport busy = new(request =>
        {
            isFree.Wait();
            return FakeTransport.OneAddress(request);
        });
        await using RunningServer server = await RunningServer.StartAsync(busy, new DnsServerOptions { UdpReceiveBuffer = 4096 });
        using UdpClientSocket client = new(server.EndPoint);
        await client.SendAsync(Query.Octets("a.example."));
        await Waiting.UntilAsync(() => busy.Requests.Count == 1);

        for (int i = 0; i < 50; i++)
        {
            await client.SendAsync(new byte[500]);
        }

        Assert.InRange(Waiting.UdpDropsAt(server.EndPoint), 20, 50);
        isFree.Set();
    }

    [Fact]
    public void UdpReceiveBuffer_is_the_sockets()
    {
        using Socket small = Assert.Single(ListenSockets.BindUdp(new IPEndPoint(IPAddress.Loopback, 0), 1, 4096));
        using Socket large = Assert.Single(ListenSockets.BindUdp(new IPEndPoint(IPAddress.Loopback, 0), 1, new DnsServerOptions { UdpReceiveBuffer = 65_536 }.UdpReceiveBuffer));

        Assert.True(small.ReceiveBufferSize < large.ReceiveBufferSize);
    }

    [Fact]
    [Rfc(8914, "4.23")]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.QueryTimeout))]
    public async Task QueryTimeout_ends_in_SERVFAIL_with_the_reason()
    {
        ManualTimeProvider time = new();
        SlowTransport transport = new();
        await using RunningServer server = await RunningServer.StartAsync(
            transport,
            new DnsServerOptions { QueryTimeout = TimeSpan.FromSeconds(3), DrainTimeout = TimeSpan.Zero },
            time);
        using UdpClientSocket client = new(server.EndPoint);
        await client.SendAsync(Query.Octets("a.example.", edns: EdnsRecord.Default));
        await transport.ArrivedAsync(1);
        await time.ArmedAsync(1);

        Assert.Equal(TimeSpan.FromSeconds(3), transport.Requests[0].Context!.Remaining);
        time.Advance(TimeSpan.FromSeconds(3));
        DnsMessage response = await client.ReceiveAsync();

        Assert.Equal(Rcode.ServFail, response.Rcode);
        Assert.Equal(ExtendedErrorCode.NoReachableAuthority, response.Edns!.Find<ExtendedError>()?.InfoCode);
    }

    [Fact]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.MaxQueriesInFlight))]
    public async Task MaxQueriesInFlight_drops_what_is_too_much()
    {
        SlowTransport transport = new();
        await using RunningServer server = await RunningServer.StartAsync(transport, new DnsServerOptions { MaxQueriesInFlight = 2 });
        using UdpClientSocket client = new(server.EndPoint);
        for (ushort id = 1; id <= 3; id++)
        {
            await client.SendAsync(Query.Octets("a.example.", id: id));
        }

        await client.AskAsync(Query.Octets("marker.example.", DnsType.OPT, id: 4));
        transport.AnswerAll();
        ushort[] answered = [(await client.ReceiveAsync()).Id, (await client.ReceiveAsync()).Id];

        Assert.Equal(new ushort[] { 1, 2 }, answered.Order());
        Assert.Equal(1, server.Server.Statistics.Overloaded);
    }

    [Fact]
    [Rfc(5001, "2.2")]
    [Rfc(4892)]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.Identity))]
    public async Task Identity_is_told_to_those_who_ask()
    {
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), new DnsServerOptions { Identity = "ns1" });
        EdnsRecord asking = EdnsRecord.Default with { Options = [new UnknownOption(EdnsOptionCode.Nsid, default)] };

        DnsMessage asked = await AskAsync(server, Query.Octets("a.example.", edns: asking));
        DnsMessage notAsked = await AskAsync(server, Query.Octets("a.example.", edns: EdnsRecord.Default));
        DnsMessage chaos = await AskAsync(server, Query.Octets("id.server.", DnsType.TXT, @class: DnsClass.CH));

        Assert.Equal(EdnsOptionCode.Nsid, Assert.Single(asked.Edns!.Options).Code);
        Assert.Empty(notAsked.Edns!.Options);
        Assert.Equal("ns1", Assert.IsType<Nomen.Dns.Records.TxtData>(chaos.ReadRecords(DnsSection.Answer)[0].Data).GetText());
    }

    [Fact]
    [Rfc(4892)]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.Version))]
    public async Task Version_is_told_when_it_is_set()
    {
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress), new DnsServerOptions { Version = "nomen 0.1" });

        DnsMessage response = await AskAsync(server, Query.Octets("VERSION.bind.", DnsType.TXT, @class: DnsClass.CH));

        Assert.Equal("nomen 0.1", Assert.IsType<Nomen.Dns.Records.TxtData>(response.ReadRecords(DnsSection.Answer)[0].Data).GetText());
    }

    [Fact]
    public async Task A_transport_that_throws_is_SERVFAIL_for_that_query_alone()
    {
        FakeTransport transport = new(request => request.Question!.Value.Type switch
        {
            DnsType.TXT => throw new InvalidOperationException("a bug"),
            DnsType.MX => throw new DnsTransportException(new TransportError(TransportFailure.ConnectionRefused)),
            _ => FakeTransport.OneAddress(request),
        });
        await using RunningServer server = await RunningServer.StartAsync(transport);

        DnsMessage bug = await AskAsync(server, Query.Octets("a.example.", DnsType.TXT, edns: EdnsRecord.Default));
        DnsMessage network = await AskAsync(server, Query.Octets("a.example.", DnsType.MX, edns: EdnsRecord.Default));
        DnsMessage good = await AskAsync(server, Query.Octets("a.example."));

        Assert.Equal((Rcode.ServFail, ExtendedErrorCode.Other), (bug.Rcode, bug.Edns!.Find<ExtendedError>()!.InfoCode));
        Assert.Equal((Rcode.ServFail, ExtendedErrorCode.NetworkError), (network.Rcode, network.Edns!.Find<ExtendedError>()!.InfoCode));
        Assert.Equal(1, good.Answers.Count);
        Assert.Equal(2, server.Server.Statistics.Failed);
    }

    [Fact]
    public async Task A_transport_that_answers_another_question_is_SERVFAIL()
    {
        FakeTransport transport = new(request => FakeTransport.OneAddress(DnsRequest.Query("other.example.", DnsType.A)));
        await using RunningServer server = await RunningServer.StartAsync(transport);

        Assert.Equal(Rcode.ServFail, (await AskAsync(server, Query.Octets("a.example."))).Rcode);
    }

    [Fact]
    public async Task Statistics_count_what_happened()
    {
        await using RunningServer server = await RunningServer.StartAsync(new FakeTransport(FakeTransport.OneAddress));
        using UdpClientSocket udp = new(server.EndPoint);
        await udp.SendAsync(1);
        await udp.AskAsync([.. Query.Octets("a.example."), 0]);
        await udp.AskAsync(Query.Octets("a.example."));
        using TcpClientSocket tcp = await TcpClientSocket.ConnectAsync(server.EndPoint);
        await tcp.AskAsync(Query.Octets("a.example."));

        DnsServerStatistics statistics = server.Server.Statistics;

        Assert.Equal(
            new DnsServerStatistics { UdpQueries = 3, TcpQueries = 1, Ignored = 1, Malformed = 1, ConnectionsAccepted = 1, ConnectionsOpen = 1 },
            statistics with { Responses = 0 });
    }

    private static async Task<DnsMessage> AskAsync(RunningServer server, byte[] query)
    {
        using UdpClientSocket client = new(server.EndPoint);
        return await client.AskAsync(query);
    }
}
