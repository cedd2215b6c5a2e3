using Nomen.Server.Listeners;

namespace Nomen.Server.Tests.Listeners;

/// <summary>When a client has had its time. Idle: 10; query: 5; the clock starts at 100.</summary>
public sealed class ConnectionClockTests
{
    private const long Idle = 10;
    private const long QueryTime = 5;

    private readonly ConnectionClock _clock = new(100);

    [Theory]
    [InlineData(109, false)]
    [InlineData(110, true)]
    public void A_client_that_never_asks_is_idle(long now, bool expected)
    {
        Assert.Equal(expected, _clock.IsOverdue(now, isBusy: false, Idle, QueryTime));
    }

    [Fact]
    public void Waiting_for_our_answer_is_not_idle()
    {
        Assert.False(_clock.IsOverdue(1000, isBusy: true, Idle, QueryTime));
    }

    [Fact]
    public void A_query_that_trickles_in_has_its_time_from_the_first_octet()
    {
        for (long now = 101; now < 105; now++)
        {
            _clock.HandleReceived(now, frame: 0);
        }

        Assert.False(_clock.IsOverdue(105, isBusy: false, Idle, QueryTime));
        Assert.True(_clock.IsOverdue(106, isBusy: false, Idle, QueryTime));
    }

    [Fact]
    public void The_next_query_has_a_time_of_its_own()
    {
        _clock.HandleReceived(101, frame: 0);
        _clock.HandleReceived(105, frame: 1);

        Assert.False(_clock.IsOverdue(109, isBusy: false, Idle, QueryTime));
        Assert.True(_clock.IsOverdue(110, isBusy: false, Idle, QueryTime));
    }

    [Fact]
    public void A_whole_query_ends_its_time()
    {
        _clock.HandleReceived(101, frame: 0);
        _clock.HandleReceived(102, frame: null);

        Assert.False(_clock.IsOverdue(108, isBusy: false, Idle, QueryTime));
    }

    [Fact]
    public void Time_that_the_server_held_reading_back_is_not_the_clients()
    {
        _clock.HandleReceived(101, frame: 0);
        _clock.HandleResumed(150);

        Assert.False(_clock.IsOverdue(154, isBusy: false, Idle, QueryTime));
        Assert.True(_clock.IsOverdue(155, isBusy: false, Idle, QueryTime));
    }

    [Fact]
    public void A_client_that_does_not_read_is_overdue_though_we_owe_it_answers()
    {
        _clock.HandleWriting(120);

        Assert.False(_clock.IsOverdue(129, isBusy: true, Idle, QueryTime));
        Assert.True(_clock.IsOverdue(130, isBusy: true, Idle, QueryTime));
    }

    [Fact]
    public void A_write_that_ends_starts_the_idle_time_again()
    {
        _clock.HandleWriting(120);
        _clock.HandleWritten(129);

        Assert.False(_clock.IsOverdue(138, isBusy: false, Idle, QueryTime));
        Assert.True(_clock.IsOverdue(139, isBusy: false, Idle, QueryTime));
    }
}
