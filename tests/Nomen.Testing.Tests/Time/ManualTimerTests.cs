using Nomen.Testing.Time;

namespace Nomen.Testing.Tests.Time;

public sealed class ManualTimerTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly List<double> _firedAt = [];

    [Fact]
    public void Fires_once_and_is_active_no_more()
    {
        Create(due: 1);

        _clock.Advance(Seconds(10));

        Assert.Equal([1], _firedAt);
        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    [Fact]
    public void A_periodic_timer_fires_at_its_due_time_and_then_every_period()
    {
        Create(due: 1, period: 2);

        _clock.Advance(Seconds(6));

        Assert.Equal([1, 3, 5], _firedAt);
        Assert.Equal(1, _clock.ActiveTimerCount);
    }

    [Fact]
    public void A_period_of_zero_means_once()
    {
        using ITimer timer = _clock.CreateTimer(_ => Note(), null, Seconds(1), TimeSpan.Zero);

        _clock.Advance(Seconds(10));

        Assert.Equal([1], _firedAt);
    }

    [Fact]
    public void A_periodic_timer_may_stop_itself_from_its_callback()
    {
        ITimer? timer = null;
        timer = _clock.CreateTimer(
            _ =>
            {
                Note();
                timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            },
            null,
            Seconds(1),
            Seconds(1));

        _clock.Advance(Seconds(10));

        Assert.Equal([1], _firedAt);
    }

    [Fact]
    public void An_infinite_due_time_leaves_the_timer_inactive_until_it_is_changed()
    {
        using ITimer timer = _clock.CreateTimer(_ => Note(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        int before = _clock.ActiveTimerCount;

        timer.Change(Seconds(4), Timeout.InfiniteTimeSpan);
        _clock.Advance(Seconds(5));

        Assert.Equal(0, before);
        Assert.Equal([4], _firedAt);
    }

    [Fact]
    public void A_change_counts_from_now()
    {
        using ITimer timer = Create(due: 10);

        _clock.Advance(Seconds(3));
        bool changed = timer.Change(Seconds(4), Timeout.InfiniteTimeSpan);
        _clock.Advance(Seconds(20));

        Assert.True(changed);
        Assert.Equal([7], _firedAt);
    }

    [Fact]
    public void A_disposed_timer_never_fires_and_refuses_a_change()
    {
        ITimer timer = Create(due: 1);

        timer.Dispose();
        timer.Dispose();
        bool changed = timer.Change(Seconds(1), Seconds(1));
        _clock.Advance(Seconds(5));

        Assert.False(changed);
        Assert.Empty(_firedAt);
        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    [Fact]
    public async Task Asynchronous_disposal_stops_the_timer()
    {
        ITimer timer = Create(due: 1);

        await timer.DisposeAsync();

        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(4_294_967_295)]
    public void Refuses_the_times_that_the_system_timer_refuses(long milliseconds)
    {
        TimeSpan wrong = TimeSpan.FromMilliseconds(milliseconds);

        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.CreateTimer(_ => Note(), null, wrong, Timeout.InfiniteTimeSpan));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.CreateTimer(_ => Note(), null, TimeSpan.Zero, wrong));
        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    [Fact]
    public void The_callback_sees_the_state_and_the_execution_context_of_the_creation()
    {
        var ambient = new AsyncLocal<string> { Value = "creation" };
        (object? State, string? Ambient) seen = default;
        using ITimer timer = _clock.CreateTimer(state => seen = (state, ambient.Value), "state", Seconds(1), Timeout.InfiniteTimeSpan);

        ambient.Value = "advance";
        _clock.Advance(Seconds(1));

        Assert.Equal(("state", "creation"), seen);
    }

    [Fact]
    public void A_cancellation_source_with_a_delay_cancels_when_the_clock_gets_there()
    {
        using var source = new CancellationTokenSource(Seconds(2), _clock);

        _clock.Advance(Seconds(1.9));
        bool early = source.IsCancellationRequested;
        _clock.Advance(Seconds(0.1));

        Assert.False(early);
        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public void A_delay_completes_when_the_clock_gets_there_and_leaves_no_timer()
    {
        Task delay = Task.Delay(Seconds(2), _clock);

        _clock.Advance(Seconds(2));

        Assert.True(delay.IsCompletedSuccessfully);
        Assert.Equal(0, _clock.ActiveTimerCount);
    }

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(value);

    private void Note() => _firedAt.Add(_clock.Elapsed.TotalSeconds);

    private ITimer Create(double due, double? period = null) =>
        _clock.CreateTimer(_ => Note(), null, Seconds(due), period is { } p ? Seconds(p) : Timeout.InfiniteTimeSpan);
}
