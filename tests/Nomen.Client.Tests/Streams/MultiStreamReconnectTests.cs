using System.Net.Sockets;
using System.Security.Authentication;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Streams;

/// <summary>What happens when connections cannot be opened, or end at once.</summary>
public sealed class MultiStreamReconnectTests
{
    private static readonly StreamTransportOptions OneAtATime = new() { MaxInFlight = 1 };

    [Theory]
    [InlineData(0.125, 0.25, null)]
    [InlineData(2, 4, 4.0)]
    [Knob(typeof(MultiStreamTransportOptions), nameof(MultiStreamTransportOptions.FirstHoldOff))]
    public void During_the_hold_off_requests_fail_at_once_with_the_cause(double least, double most, double? set)
    {
        VirtualMultiStream multi = Refusing(set is { } seconds ? new() { FirstHoldOff = TimeSpan.FromSeconds(seconds) } : new());
        VirtualStream.Failed(multi.Send());

        multi.Advance(least - 0.01);
        DnsTransportException e = VirtualStream.Failed(multi.Send());
        int during = multi.Connector.Attempts;
        multi.Advance(most - least + 0.01);
        VirtualStream.Failed(multi.Send());

        Assert.Equal(TransportFailure.ConnectionRefused, e.Failure);
        Assert.Same(multi.Connector.Failure, e.InnerException);
        Assert.Equal([1, 2], new[] { during, multi.Connector.Attempts });
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(2, 2.0)]
    [Knob(typeof(MultiStreamTransportOptions), nameof(MultiStreamTransportOptions.MaxHoldOff))]
    public void The_hold_off_grows_to_its_limit(double expected, double? set)
    {
        MultiStreamTransportOptions options = new() { FirstHoldOff = TimeSpan.FromSeconds(2) };
        VirtualMultiStream multi = Refusing(set is { } seconds ? options with { MaxHoldOff = TimeSpan.FromSeconds(seconds) } : options);
        for (int i = 0; i < 6; i++)
        {
            VirtualStream.Failed(multi.Send());
            multi.Advance(expected);
        }

        VirtualStream.Failed(multi.Send());
        multi.Advance((expected / 2) - 0.01);
        VirtualStream.Failed(multi.Send());

        Assert.Equal(7, multi.Connector.Attempts);
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(3, 3)]
    [Knob(typeof(MultiStreamTransportOptions), nameof(MultiStreamTransportOptions.MaxConnectAttempts))]
    public void A_request_fails_after_so_many_attempts_to_connect(int expected, int? set)
    {
        VirtualMultiStream multi = Refusing(set is { } attempts ? new() { MaxConnectAttempts = attempts } : new());
        Task<DnsResponse> pending = multi.Send();

        multi.Advance(4);

        Assert.Equal(TransportFailure.ConnectionRefused, VirtualStream.Failed(pending).Failure);
        Assert.Equal(expected, multi.Connector.Attempts);
    }

    [Fact]
    [Rfc(8446, "4.4.4")]
    public void A_server_that_refuses_the_client_behind_the_handshake_is_held_off_as_one_that_cannot_be_reached()
    {
        VirtualMultiStream multi = new((peer, _) => peer.Break(new AuthenticationException("refused")), upstream: "tls://192.0.2.53:853");
        DnsTransportException first = VirtualStream.Failed(multi.Send());

        DnsTransportException second = VirtualStream.Failed(multi.Send());
        int during = multi.Connector.Attempts;
        multi.Advance(0.26);
        VirtualStream.Failed(multi.Send());

        Assert.Equal([TransportFailure.Tls, TransportFailure.Tls], new[] { first.Failure, second.Failure });
        Assert.Equal([1, 2], new[] { during, multi.Connector.Attempts });
        Assert.Equal(2, multi.Transport.Statistics.FailedConnects);
    }

    [Fact]
    public void A_request_that_may_wait_is_answered_when_the_server_comes_up()
    {
        VirtualMultiStream multi = Refusing(new() { MaxConnectAttempts = 10 }, VirtualStream.Echo);
        Task<DnsResponse> pending = multi.Send();

        multi.Advance(1);
        multi.Connector.Failure = null;
        multi.Advance(1);

        Assert.Equal(1, VirtualStream.Ended(pending).Attempts);
        Assert.Equal(0, multi.Transport.Statistics.FailuresInARow);
    }

    [Fact]
    public void A_hold_off_that_ends_after_the_requests_time_is_not_waited_for()
    {
        VirtualMultiStream multi = Refusing(new() { MaxConnectAttempts = 10, FirstHoldOff = TimeSpan.FromSeconds(60), MaxHoldOff = TimeSpan.FromSeconds(60) });

        Assert.Equal(TransportFailure.ConnectionRefused, VirtualStream.Failed(multi.Send()).Failure);
        Assert.Equal(0, multi.Run.Time.ActiveTimerCount);
    }

    [Fact]
    public void Who_waits_for_the_end_of_a_hold_off_can_be_cancelled()
    {
        VirtualMultiStream multi = Refusing(new() { MaxConnectAttempts = 10 });
        using var source = new CancellationTokenSource();
        Task<DnsResponse> pending = multi.Send("example.com.", source.Token);

        multi.Act(source.Cancel);

        Assert.True(pending.IsCanceled);
        Assert.Equal(0, multi.Run.Time.ActiveTimerCount);
    }

    [Fact]
    public void Disposing_fails_who_waits_for_the_end_of_a_hold_off()
    {
        VirtualMultiStream multi = Refusing(new() { MaxConnectAttempts = 10 });
        Task<DnsResponse> pending = multi.Send();

        multi.Dispose();

        Assert.Equal(TransportFailure.Disposed, VirtualStream.Failed(pending).Failure);
        Assert.Equal(0, multi.Run.Time.ActiveTimerCount);
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(1, 1.0)]
    [Knob(typeof(MultiStreamTransportOptions), nameof(MultiStreamTransportOptions.ConnectTimeout))]
    public void An_attempt_to_connect_is_given_up_after_its_time(double expected, double? set)
    {
        var long600 = TimeSpan.FromSeconds(600);
        MultiStreamTransportOptions options = new() { Timeout = long600, Stream = new() { ResponseTimeout = long600 } };
        var multi = new VirtualMultiStream(options: set is { } seconds ? options with { ConnectTimeout = TimeSpan.FromSeconds(seconds) } : options);
        multi.Connector.Hold();
        Task<DnsResponse> pending = multi.Send();

        multi.Advance(expected - 0.01);
        bool waitedSoLong = !pending.IsCompleted;
        multi.Advance(0.01);

        Assert.True(waitedSoLong);
        Assert.Equal(TransportFailure.ConnectTimeout, VirtualStream.Failed(pending).Failure);
        Assert.Equal(1, multi.Connector.Cancelled);
    }

    [Fact]
    public void A_request_whose_time_ends_before_the_connection_is_open_says_so_and_the_attempt_goes_on()
    {
        var multi = new VirtualMultiStream(VirtualStream.Echo, new() { Timeout = TimeSpan.FromSeconds(2) });
        multi.Connector.Hold();
        Task<DnsResponse> late = multi.Send();
        multi.Advance(2);
        Task<DnsResponse> next = multi.Send();

        multi.Act(multi.Connector.Release);

        Assert.Contains("not open yet", VirtualStream.Failed(late).Message, StringComparison.Ordinal);
        VirtualStream.Ended(next);
        Assert.Equal(1, multi.Connector.Attempts);
    }

    [Fact]
    public void A_request_without_a_second_connection_waits_on_the_first_that_works()
    {
        var multi = new VirtualMultiStream(options: new() { Stream = OneAtATime });
        Task<DnsResponse> first = multi.Send("a.example.");
        multi.Connector.Failure = new SocketException((int)SocketError.ConnectionRefused);

        Task<DnsResponse> second = multi.Send("b.example.");
        multi.Act(() => multi.Peers[0].Reply(Replies.To(multi.Peers[0].Queries[0])));
        multi.Act(() => multi.Peers[0].Reply(Replies.To(multi.Peers[0].Queries[1])));

        VirtualStream.Ended(first);
        VirtualStream.Ended(second);
        Assert.Equal(2, multi.Connector.Attempts);
    }

    [Fact]
    public void A_request_that_died_with_a_new_connection_goes_to_one_that_works()
    {
        var multi = new VirtualMultiStream(options: new() { Stream = OneAtATime });
        Task<DnsResponse> first = multi.Send("a.example.");
        Task<DnsResponse> second = multi.Send("b.example.");

        multi.Act(multi.Peers[1].End);
        multi.Act(() => multi.Peers[0].Reply(Replies.To(multi.Peers[0].Queries[0])));
        multi.Act(() => multi.Peers[0].Reply(Replies.To(multi.Peers[0].Queries[1])));

        VirtualStream.Ended(first);
        Assert.Equal(2, VirtualStream.Ended(second).Attempts);
        Assert.Equal(2, multi.Peers.Count);
    }

    [Fact]
    public void While_connecting_fails_there_is_one_attempt_at_a_time()
    {
        VirtualMultiStream multi = Refusing(new() { Stream = OneAtATime });
        VirtualStream.Failed(multi.Send());
        multi.Advance(0.25);
        multi.Connector.Hold();

        Task<DnsResponse>[] pending = [.. Enumerable.Range(0, 5).Select(i => multi.Send($"n{i}.example."))];

        Assert.Equal(2, multi.Connector.Attempts);
        multi.Act(multi.Connector.Release);
        Assert.All(pending, task => Assert.Equal(TransportFailure.ConnectionRefused, VirtualStream.Failed(task).Failure));
        Assert.Equal(2, multi.Connector.Attempts);
    }

    [Fact]
    public void A_server_that_ends_every_connection_at_once_is_asked_again_at_once_and_then_held_off()
    {
        var multi = new VirtualMultiStream((peer, _) => peer.End());

        List<int> attempts = [];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(TransportFailure.ConnectionClosed, VirtualStream.Failed(multi.Send()).Failure);
            attempts.Add(multi.Connector.Attempts);
        }

        Assert.Equal([1, 2, 2], attempts);
    }

    [Fact]
    public void A_server_that_closed_a_working_connection_is_connected_to_again_at_once()
    {
        var multi = new VirtualMultiStream(VirtualStream.Echo);
        VirtualStream.Ended(multi.Send());
        multi.Act(multi.Peers[0].End);

        VirtualStream.Ended(multi.Send());

        Assert.Equal(TimeSpan.Zero, multi.Run.Time.Elapsed);
        Assert.Equal(2, multi.Peers.Count);
    }

    [Fact]
    public void A_response_over_an_older_connection_does_not_end_the_hold_off_of_new_ones()
    {
        var multi = new VirtualMultiStream(options: new() { Stream = OneAtATime });
        _ = multi.Send("a.example.");
        multi.Connector.Failure = new SocketException((int)SocketError.ConnectionRefused);
        _ = multi.Send("b.example.");
        multi.Act(() => multi.Peers[0].Reply(Replies.To(multi.Peers[0].Queries[0])));

        _ = multi.Send("c.example.");

        Assert.Equal(2, multi.Connector.Attempts);
        Assert.Equal(1, multi.Transport.Statistics.FailuresInARow);
    }

    [Fact]
    public void Refuses_a_first_hold_off_over_the_longest()
    {
        MultiStreamTransportOptions options = new() { FirstHoldOff = TimeSpan.FromSeconds(11) };

        Assert.Throws<ArgumentException>(() => new VirtualMultiStream(options: options));
    }

    private static VirtualMultiStream Refusing(MultiStreamTransportOptions options, Action<ScriptedConnection, byte[]>? onQuery = null)
    {
        var multi = new VirtualMultiStream(onQuery, options);
        multi.Connector.Failure = new SocketException((int)SocketError.ConnectionRefused);
        return multi;
    }
}
