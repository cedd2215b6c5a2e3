using Nomen.Client.Datagram;
using Nomen.Client.DatagramStream;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.DatagramStream;

/// <summary>When the stream is asked, and what comes of it.</summary>
public sealed class DatagramStreamTransportTests
{
    [Fact]
    public void A_whole_response_over_UDP_is_the_response()
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Answer));

        VirtualStream.Ended(pair.Send());

        Assert.Empty(pair.Stream.Requests);
    }

    [Fact]
    [Rfc(7766, "5")]
    [Rfc(2181, "9")]
    public void A_cut_response_is_thrown_away_and_asked_over_the_stream()
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Cut), new FakeTransport(request => VirtualPair.Reply(request, Rcode.NxDomain)));
        DnsRequest request = Replies.Ask();

        DnsResponse response = VirtualStream.Ended(pair.Send(request));

        Assert.Equal(Rcode.NxDomain, response.Rcode);
        Assert.Same(request, Assert.Single(pair.Stream.Requests));
    }

    [Theory]
    [InlineData(TransportFailure.Protocol)]
    [InlineData(TransportFailure.RequestTooLarge)]
    public void What_looks_forged_or_does_not_fit_is_asked_over_the_stream(TransportFailure failure)
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Fails(failure)));

        VirtualStream.Ended(pair.Send());

        Assert.Single(pair.Stream.Requests);
    }

    [Theory]
    [InlineData(TransportFailure.Timeout)]
    [InlineData(TransportFailure.ConnectionRefused)]
    [InlineData(TransportFailure.Overloaded)]
    public void Other_failures_over_UDP_are_final(TransportFailure failure)
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Fails(failure)));

        Assert.Equal(failure, VirtualStream.Failed(pair.Send()).Failure);
        Assert.Empty(pair.Stream.Requests);
    }

    [Fact]
    public void When_the_stream_fails_the_exception_carries_the_cut_response()
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Cut), new FakeTransport(VirtualPair.Fails(TransportFailure.ConnectionRefused)));

        DnsTransportException e = VirtualStream.Failed(pair.Send());

        Assert.Equal(TransportFailure.Truncated, e.Failure);
        Assert.True(e.Truncated!.IsTruncated);
        Assert.Contains("refused", e.Message, StringComparison.Ordinal);
        Assert.Equal("tcp://192.0.2.53:53", e.Upstream);
    }

    [Fact]
    public void When_the_stream_fails_after_forged_replies_its_failure_is_the_failure()
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Fails(TransportFailure.Protocol)), new FakeTransport(VirtualPair.Fails(TransportFailure.ConnectionRefused)));

        Assert.Equal(TransportFailure.ConnectionRefused, VirtualStream.Failed(pair.Send()).Failure);
    }

    [Fact]
    public void A_response_that_is_cut_on_the_stream_too_is_final()
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Cut), new FakeTransport(VirtualPair.Cut));

        DnsTransportException e = VirtualStream.Failed(pair.Send());

        Assert.Equal(TransportFailure.Truncated, e.Failure);
        Assert.Equal((1, 1), (pair.Datagram.Requests.Count, pair.Stream.Requests.Count));
    }

    [Fact]
    public void A_time_out_of_both_together_says_how_often_UDP_was_sent()
    {
        VirtualRun run = new();
        DatagramTransport datagram = new(new Datagram.ScriptedConnector(), services: run.Services);
        DatagramStreamTransport transport = new(datagram, new FakeTransport(VirtualPair.Answer), new() { Timeout = TimeSpan.FromSeconds(4) }, run.Services);

        DnsTransportException e = Assert.Throws<DnsTransportException>(() => run.Run(async () => await transport.SendAsync(Replies.Ask())));

        Assert.Equal((TransportFailure.Timeout, 3, 4.0), (e.Failure, e.Attempts, run.Time.Elapsed.TotalSeconds));
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(1, 1.0)]
    [Knob(typeof(DatagramStreamTransportOptions), nameof(DatagramStreamTransportOptions.Timeout))]
    public void One_timeout_holds_for_UDP(double expected, double? set)
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Silent), options: Timeout(set));
        Task<DnsResponse> pending = pair.Send();

        pair.Advance(expected - 0.01);
        bool waitedSoLong = !pending.IsCompleted;
        pair.Advance(0.01);

        Assert.True(waitedSoLong);
        Assert.Equal(TransportFailure.Timeout, VirtualStream.Failed(pending).Failure);
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(1, 1.0)]
    [Knob(typeof(DatagramStreamTransportOptions), nameof(DatagramStreamTransportOptions.Timeout))]
    public void The_same_timeout_holds_for_the_stream(double expected, double? set)
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Cut), new FakeTransport(VirtualPair.Silent), Timeout(set));
        Task<DnsResponse> pending = pair.Send();

        pair.Advance(expected - 0.01);
        bool waitedSoLong = !pending.IsCompleted;
        pair.Advance(0.01);

        Assert.True(waitedSoLong);
        Assert.Equal(TransportFailure.Truncated, VirtualStream.Failed(pending).Failure);
    }

    [Fact]
    public void Silence_over_UDP_is_not_asked_over_the_stream_unless_told_so()
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Silent));
        Task<DnsResponse> pending = pair.Send();

        pair.Advance(5);

        VirtualStream.Failed(pending);
        Assert.Empty(pair.Stream.Requests);
    }

    [Fact]
    [Knob(typeof(DatagramStreamTransportOptions), nameof(DatagramStreamTransportOptions.StreamAfter))]
    public void After_that_much_silence_the_stream_is_asked()
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Silent), options: new DatagramStreamTransportOptions { StreamAfter = TimeSpan.FromSeconds(2) });
        Task<DnsResponse> pending = pair.Send();

        pair.Advance(1.99);
        int before = pair.Stream.Requests.Count;
        pair.Advance(0.01);

        Assert.Equal(0, before);
        VirtualStream.Ended(pending);
    }

    [Fact]
    public void Silence_may_not_take_all_the_time()
    {
        var options = new DatagramStreamTransportOptions { StreamAfter = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromSeconds(5) };

        Assert.Throws<ArgumentException>(() => new VirtualPair(new FakeTransport(VirtualPair.Answer), options: options));
    }

    [Fact]
    public void The_callers_cancellation_is_the_callers()
    {
        using var source = new CancellationTokenSource();
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Silent));
        Task<DnsResponse> pending = pair.Send(cancellationToken: source.Token);

        pair.Run.Scheduler.Deliver(source.Cancel);
        pair.Run.Scheduler.RunUntilIdle();

        Assert.True(pending.IsCanceled);
    }

    [Fact]
    public async Task Disposing_disposes_both_halves()
    {
        var datagram = new FakeTransport(VirtualPair.Answer);
        var stream = new FakeTransport(VirtualPair.Answer);

        await new DatagramStreamTransport(datagram, stream).DisposeAsync();

        Assert.True(datagram.IsDisposed && stream.IsDisposed);
    }

    private static DatagramStreamTransportOptions? Timeout(double? seconds) =>
        seconds is { } set ? new DatagramStreamTransportOptions { Timeout = TimeSpan.FromSeconds(set) } : null;
}
