using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;

namespace Nomen.Client.Tests.Streams;

/// <summary>A millisecond is one tick here.</summary>
public sealed class ReconnectStateTests
{
    private static readonly TransportError Refused = new(TransportFailure.ConnectionRefused) { Detail = "refused" };
    private static readonly TransportError Late = new(TransportFailure.ConnectTimeout) { Detail = "too late" };

    [Fact]
    public void Each_failure_doubles_the_hold_off_up_to_the_longest()
    {
        ReconnectState state = New();
        List<long> holdOffs = [];

        for (int i = 0; i < 8; i++)
        {
            state.HandleNotConnected(Refused, 1000);
            holdOffs.Add(state.RetryAt - 1000);
        }

        int[] most = [250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000];
        Assert.All(holdOffs.Zip(most), pair => Assert.InRange(pair.First, pair.Second / 2, pair.Second));
    }

    [Fact]
    public void The_hold_off_is_drawn_between_half_and_all()
    {
        DnsRandom random = DnsRandom.Seeded(1);
        long[] drawn = [.. Enumerable.Range(0, 2000).Select(_ => FirstHoldOff(random))];

        Assert.InRange(drawn.Min(), 125, 127);
        Assert.InRange(drawn.Max(), 248, 250);
        Assert.InRange(drawn.Average(), 184, 191);
    }

    [Fact]
    public void Connecting_is_held_off_until_then_and_no_longer()
    {
        ReconnectState state = New();
        state.HandleNotConnected(Refused, 0);

        Assert.False(state.MayConnect(state.RetryAt - 1));
        Assert.True(state.MayConnect(state.RetryAt));
    }

    [Fact]
    public void A_response_ends_the_run()
    {
        ReconnectState state = New();
        state.HandleNotConnected(Refused, 0);
        state.HandleNotConnected(Refused, 0);

        state.HandleResponse();

        Assert.Equal(0, state.Failures);
        Assert.True(state.MayConnect(0));
        state.HandleNotConnected(Late, 0);
        Assert.InRange(state.RetryAt, 125, 250);
        Assert.DoesNotContain("refused", state.Describe(0).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_fruitless_connection_costs_nothing_and_the_second_does()
    {
        ReconnectState state = New();

        state.HandleFruitless(Refused, 5);
        bool first = state.MayConnect(5);
        state.HandleFruitless(Refused, 6);

        Assert.True(first);
        Assert.False(state.MayConnect(6));
    }

    [Fact]
    public void Tells_the_last_error_and_the_first_and_when_it_goes_on()
    {
        ReconnectState state = New(new MultiStreamTransportOptions { FirstHoldOff = TimeSpan.FromSeconds(10) });
        state.HandleNotConnected(Refused, 0);
        state.HandleNotConnected(Late, 0);

        TransportError error = state.Describe(state.RetryAt - 1500);

        Assert.Equal(TransportFailure.ConnectTimeout, error.Failure);
        Assert.Equal("too late; 2 failures in a row, the first: refused; no new attempt for 1.5 s", error.Detail);
    }

    private static ReconnectState New(MultiStreamTransportOptions? options = null, DnsRandom? random = null) =>
        new(options ?? new MultiStreamTransportOptions(), random ?? DnsRandom.Seeded(1), frequency: 1000);

    private static long FirstHoldOff(DnsRandom random)
    {
        ReconnectState state = New(random: random);
        state.HandleNotConnected(Refused, 0);
        return state.RetryAt;
    }
}
