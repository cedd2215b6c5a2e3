using System.Buffers.Binary;
using System.Net;
using System.Net.Quic;
using Nomen.Client.Quic;
using Nomen.Client.Services;
using Nomen.Client.Tests.Telemetry;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Quic;

/// <summary>The transport over connections that are objects: everything above msquic.</summary>
public sealed class QuicTransportTests
{
    [Fact]
    [Rfc(9250, "4.2")]
    public async Task A_request_has_a_stream_of_its_own_on_one_connection()
    {
        QuicWorld world = new();

        DnsResponse first = await world.AskAsync(Replies.Ask("one.example."));
        DnsResponse second = await world.AskAsync(Replies.Ask("two.example."));

        Assert.Equal(("one.example.", "two.example."), (first.Message.Question!.Value.Name.ToString(), second.Message.Question!.Value.Name.ToString()));
        Assert.Equal((DnsProtocol.Quic, "quic://192.0.2.1:853", 1), (first.Protocol, first.Upstream, first.Attempts));
        Assert.Equal(2, Assert.Single(world.Server.Sessions).Lanes.Count);
        Assert.All(world.Server.Sessions[0].Lanes, lane => Assert.True(lane.IsDisposed));
    }

    [Fact]
    [Rfc(9250, "4.2.1")]
    [Knob(typeof(QuicTransportOptions), nameof(QuicTransportOptions.PaddingBlock))]
    public async Task The_request_has_its_length_in_front_ID_0_and_padding()
    {
        List<byte[]> seen = [];
        QuicWorld world = new((lane, request) => { seen.Add(request); QuicWorld.Answer(lane, request); }, new() { PaddingBlock = 300 });

        await world.AskAsync();

        byte[] frame = Assert.Single(seen);
        Assert.Equal(300, BinaryPrimitives.ReadUInt16BigEndian(frame));
        Assert.Equal(302, frame.Length);
        Assert.Equal(0, DnsMessage.Parse(frame.AsSpan(2)).Id);
    }

    [Fact]
    public async Task Connects_again_when_the_connection_has_ended()
    {
        QuicWorld world = new();
        await world.AskAsync();
        world.Server.Sessions[0].Failure = new QuicException(QuicError.ConnectionIdle, null, "idle");

        DnsResponse response = await world.AskAsync();

        Assert.Equal(2, response.Attempts);
        Assert.Equal(2, world.Server.Sessions.Count);
        Assert.Equal(DoqError.NoError, world.Server.Sessions[0].Closed);
    }

    [Fact]
    public async Task What_died_with_a_new_connection_fails()
    {
        QuicWorld world = new((lane, _) => lane.Break(QuicError.ConnectionAborted, (long)DoqError.NoError));

        DnsTransportException e = await world.FailAsync();

        Assert.Equal((TransportFailure.ConnectionClosed, 1), (e.Failure, e.Attempts));
    }

    [Fact]
    public async Task A_stream_that_the_server_ends_harms_no_other()
    {
        QuicWorld world = new((lane, request) =>
        {
            if (DnsMessage.Parse(request.AsSpan(2)).Question!.Value.Name.ToString() == "bad.example.")
            {
                lane.Break(QuicError.StreamAborted, (long)DoqError.ExcessiveLoad);
                return;
            }

            QuicWorld.Answer(lane, request);
        });

        DnsTransportException e = await world.FailAsync(Replies.Ask("bad.example."));
        DnsResponse response = await world.AskAsync();

        Assert.Equal((TransportFailure.Overloaded, Rcode.NoError), (e.Failure, response.Rcode));
        Assert.Single(world.Server.Sessions);
    }

    [Fact]
    [Rfc(9250, "4.3.3")]
    public async Task A_server_that_breaks_the_protocol_loses_its_connection()
    {
        QuicWorld world = new((lane, _) => lane.End());

        DnsTransportException e = await world.FailAsync();

        Assert.Equal(TransportFailure.Protocol, e.Failure);
        Assert.Equal(DoqError.ProtocolError, world.Server.Sessions[0].Closed);
    }

    [Fact]
    [Rfc(9250, "4.3.1")]
    public async Task A_cancelled_request_tells_the_server_and_leaves_the_connection_open()
    {
        using CancellationTokenSource source = new();
        QuicWorld world = new((_, _) => { });
        Task<DnsResponse> asking = world.AskAsync(cancellationToken: source.Token);

        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        Assert.Equal(DoqError.RequestCancelled, world.Server.Sessions[0].Lanes[0].Aborted);
        Assert.Null(world.Server.Sessions[0].Closed);
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(0.5, 0.5)]
    [Knob(typeof(QuicTransportOptions), nameof(QuicTransportOptions.Timeout))]
    public async Task A_silent_server_is_given_up_after_the_timeout(double expected, double? set)
    {
        QuicWorld world = new((_, _) => { }, set is { } seconds ? new() { Timeout = TimeSpan.FromSeconds(seconds) } : null);
        Task<DnsResponse> asking = world.AskAsync();

        world.Time.Advance(TimeSpan.FromSeconds(expected - 0.01));
        bool waitedSoLong = !asking.IsCompleted;
        world.Time.Advance(TimeSpan.FromSeconds(0.01));

        Assert.Equal(TransportFailure.Timeout, (await Assert.ThrowsAsync<DnsTransportException>(() => asking)).Failure);
        Assert.True(waitedSoLong);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [Knob(typeof(QuicTransportOptions), nameof(QuicTransportOptions.MaxConcurrentRequests))]
    [Knob(typeof(QuicTransportOptions), nameof(QuicTransportOptions.QueueLimit))]
    public async Task So_many_are_under_way_so_many_wait_and_one_more_fails(int places, int queue)
    {
        QuicWorld world = new((_, _) => { }, new() { MaxConcurrentRequests = places, QueueLimit = queue });
        Task<DnsResponse>[] asking = [.. Enumerable.Range(0, places + queue).Select(_ => world.AskAsync())];

        DnsTransportException e = await world.FailAsync();

        Assert.Equal(TransportFailure.Overloaded, e.Failure);
        Assert.Equal(places, world.Server.Sessions[0].Lanes.Count);
        Assert.All(asking, task => Assert.False(task.IsCompleted));
    }

    [Fact]
    public async Task A_server_that_refuses_is_told_apart_and_asked_anew_the_next_time()
    {
        QuicWorld world = new();
        world.Server.ConnectFailure = new QuicException(QuicError.ConnectionRefused, null, "refused");

        DnsTransportException e = await world.FailAsync();
        world.Server.ConnectFailure = null;
        DnsResponse response = await world.AskAsync();

        Assert.Equal((TransportFailure.ConnectionRefused, Rcode.NoError), (e.Failure, response.Rcode));
    }

    [Fact]
    [Rfc(9250, "4.2")]
    public async Task A_transfer_is_many_messages_on_one_stream()
    {
        QuicWorld world = new((lane, request) =>
        {
            byte[] query = request[2..];
            lane.Send([.. Replies.Frame(Replies.Zone(query, "soa 1", "a")), .. Replies.Frame(Replies.Zone(query, "b"))[..7]]);
            lane.Send([.. Replies.Frame(Replies.Zone(query, "b"))[7..], .. Replies.Frame(Replies.Zone(query, "soa 1"))]);
            lane.End();
        });

        List<DnsResponse> responses = await world.TransferAsync(Replies.Ask(type: DnsType.AXFR));

        Assert.Equal([2, 1, 1], responses.Select(response => response.Message.Answers.Count));
    }

    [Fact]
    public async Task A_transfer_that_is_cut_fails_after_what_came()
    {
        QuicWorld world = new((lane, request) =>
        {
            lane.Send(Replies.Frame(Replies.Zone(request[2..], "soa 1", "a")));
            lane.End();
        });

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(() => world.TransferAsync(Replies.Ask(type: DnsType.AXFR)));

        Assert.Equal(TransportFailure.Protocol, e.Failure);
    }

    [Fact]
    [Knob(typeof(QuicTransportOptions), nameof(QuicTransportOptions.TransferTimeout))]
    public async Task A_transfer_waits_so_long_for_each_message()
    {
        QuicWorld world = new((lane, request) => lane.Send(Replies.Frame(Replies.Zone(request[2..], "soa 1", "a"))), new() { TransferTimeout = TimeSpan.FromSeconds(3) });
        Task<List<DnsResponse>> transfer = world.TransferAsync(Replies.Ask(type: DnsType.AXFR));
        while (world.Time.ActiveTimerCount == 0)
        {
            await Task.Yield();
        }

        world.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(TransportFailure.Timeout, (await Assert.ThrowsAsync<DnsTransportException>(() => transfer)).Failure);
    }

    [Fact]
    public async Task Disposing_closes_the_connection_and_fails_what_is_outstanding()
    {
        QuicWorld world = new((_, _) => { });
        Task<DnsResponse> asking = world.AskAsync();

        await world.Transport.DisposeAsync();
        await world.Transport.DisposeAsync();

        Assert.Equal(TransportFailure.Disposed, (await Assert.ThrowsAsync<DnsTransportException>(() => asking)).Failure);
        Assert.Equal(TransportFailure.Disposed, (await world.FailAsync()).Failure);
        Assert.Equal(DoqError.NoError, world.Server.Sessions[0].Closed);
    }

    [Fact]
    public async Task Where_QUIC_is_missing_the_error_says_what_is_missing()
    {
        await using QuicTransport transport = new(new MissingQuicHop(), new IPEndPoint(IPAddress.Loopback, 853), new(), TransportServices.Default);

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));
        DnsTransportException transfer = await Assert.ThrowsAsync<DnsTransportException>(async () =>
        {
            await foreach (DnsResponse _ in transport.SendStreamingAsync(Replies.Ask(type: DnsType.AXFR)))
            {
            }
        });

        Assert.Equal((TransportFailure.NotSupported, TransportFailure.NotSupported), (e.Failure, transfer.Failure));
        Assert.Contains("libmsquic", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_measured_as_DoQ()
    {
        using MetricRecorder recorder = new("192.0.2.1");
        QuicWorld world = new();

        await world.AskAsync();

        Assert.Equal("doq", recorder.Tag("nomen.client.exchange.duration", "network.protocol.name"));
        Assert.Equal("quic", recorder.Tag("nomen.client.exchange.duration", "network.transport"));
    }

    [Fact]
    public async Task Transfers_are_streams_and_queries_are_not()
    {
        QuicWorld world = new();

        await Assert.ThrowsAsync<ArgumentException>(() => world.AskAsync(Replies.Ask(type: DnsType.AXFR)));
        Assert.Throws<ArgumentException>(() => { _ = world.Transport.SendStreamingAsync(Replies.Ask()); });
    }
}
