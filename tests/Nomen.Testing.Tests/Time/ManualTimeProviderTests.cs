using Nomen.Testing.Time;

namespace Nomen.Testing.Tests.Time;

public sealed class ManualTimeProviderTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ManualTimeProvider _clock = new(Start);
    private readonly List<string> _fired = [];

    [Fact]
    public void Stands_still_until_it_is_advanced()
    {
        DateTimeOffset before = _clock.GetUtcNow();

        _clock.Advance(Seconds(90));

        Assert.Equal(Start, before);
        Assert.Equal(Start + Seconds(90), _clock.GetUtcNow());
        Assert.Equal(Seconds(90), _clock.Elapsed);
    }

    [Fact]
    public void Timestamps_count_ticks_of_ten_megahertz_from_zero()
    {
        long before = _clock.GetTimestamp();

        _clock.Advance(TimeSpan.FromMilliseconds(1.5));

        Assert.Equal(10_000_000, _clock.TimestampFrequency);
        Assert.Equal(0, before);
        Assert.Equal(15_000, _clock.GetTimestamp());
        Assert.Equal(TimeSpan.FromMilliseconds(1.5), _clock.GetElapsedTime(before));
    }

    [Fact]
    public void A_start_in_another_zone_is_the_same_instant_in_UTC()
    {
        var clock = new ManualTimeProvider(new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2)));

        Assert.Equal(TimeSpan.Zero, clock.GetUtcNow().Offset);
        Assert.Equal(Start, clock.GetUtcNow());
        Assert.Equal(clock.GetUtcNow(), clock.GetLocalNow());
    }

    [Fact]
    public void Fires_timers_in_order_of_due_time_with_the_clock_at_that_time()
    {
        Arm("late", 5);
        Arm("early", 2);
        Arm("never here", 7);

        _clock.Advance(Seconds(6));

        Assert.Equal(["early @2", "late @5"], _fired);
        Assert.Equal(Seconds(6), _clock.Elapsed);
    }

    [Fact]
    public void Fires_timers_of_equal_due_time_in_the_order_of_arming()
    {
        using ITimer first = Arm("first", 1);
        Arm("second", 3);
        Arm("third", 3);

        first.Change(Seconds(3), Timeout.InfiniteTimeSpan);
        _clock.Advance(Seconds(3));

        Assert.Equal(["second @3", "third @3", "first @3"], _fired);
    }

    [Fact]
    public void Fires_a_timer_that_a_callback_arms_within_the_same_advance()
    {
        Arm("outer", 1, () => Arm("inner", 1));
        Arm("other", 3);

        _clock.Advance(Seconds(3));

        Assert.Equal(["outer @1", "inner @2", "other @3"], _fired);
    }

    [Fact]
    public void Settles_after_each_timer_and_before_the_next()
    {
        Arm("a", 1);
        Arm("b", 1);

        _clock.Advance(Seconds(2), settle: () => _fired.Add("settled"));

        Assert.Equal(["a @1", "settled", "b @1", "settled"], _fired);
    }

    [Theory]
    [InlineData(TimerBoundary.Inclusive, 1)]
    [InlineData(TimerBoundary.Exclusive, 0)]
    public void The_boundary_decides_over_a_timer_due_exactly_at_the_end(TimerBoundary boundary, int expected)
    {
        var clock = new ManualTimeProvider(Start, boundary);
        int fired = 0;
        using ITimer timer = clock.CreateTimer(_ => fired++, null, Seconds(3), Timeout.InfiniteTimeSpan);

        clock.Advance(Seconds(3));

        Assert.Equal(expected, fired);
    }

    [Fact]
    public void A_timer_that_waited_on_an_exclusive_boundary_fires_first_in_the_next_advance_at_its_own_time()
    {
        var clock = new ManualTimeProvider(Start, TimerBoundary.Exclusive);
        TimeSpan? firedAt = null;
        using ITimer timer = clock.CreateTimer(_ => firedAt = clock.Elapsed, null, Seconds(3), Timeout.InfiniteTimeSpan);

        clock.Advance(Seconds(3));
        clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(Seconds(3), firedAt);
    }

    [Fact]
    public void A_timer_due_at_once_waits_for_an_advance_by_zero()
    {
        Arm("now", 0);
        int before = _fired.Count;

        _clock.Advance(TimeSpan.Zero);

        Assert.Equal(0, before);
        Assert.Equal(["now @0"], _fired);
    }

    [Fact]
    public void Advances_to_the_next_timer_and_fires_only_that_one()
    {
        Arm("a", 4);
        Arm("b", 4);

        bool moved = _clock.AdvanceToNextTimer();

        Assert.True(moved);
        Assert.Equal(["a @4"], _fired);
        Assert.Equal(TimeSpan.Zero, _clock.TimeToNextTimer);
    }

    [Fact]
    public void Advancing_to_the_next_timer_fires_it_on_an_exclusive_boundary_too()
    {
        var clock = new ManualTimeProvider(Start, TimerBoundary.Exclusive);
        int fired = 0;
        using ITimer timer = clock.CreateTimer(_ => fired++, null, Seconds(3), Timeout.InfiniteTimeSpan);

        clock.AdvanceToNextTimer();

        Assert.Equal(1, fired);
    }

    [Fact]
    public void Stays_where_it_is_when_no_timer_is_armed()
    {
        bool moved = _clock.AdvanceToNextTimer();

        Assert.False(moved);
        Assert.Equal(TimeSpan.Zero, _clock.Elapsed);
        Assert.Null(_clock.TimeToNextTimer);
    }

    [Fact]
    public void Refuses_to_go_back()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void Refuses_to_go_past_the_last_date()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.MaxValue));
    }

    [Fact]
    public void Refuses_to_be_advanced_by_a_timer_callback()
    {
        Arm("reckless", 1, () => _clock.Advance(Seconds(1)));

        Assert.Throws<InvalidOperationException>(() => _clock.Advance(Seconds(2)));
    }

    [Fact]
    public void Goes_on_after_a_callback_has_thrown()
    {
        Arm("broken", 1, () => throw new FormatException("broken"));
        Arm("next", 2);

        Assert.Throws<FormatException>(() => _clock.Advance(Seconds(3)));
        _clock.Advance(Seconds(1));

        Assert.Equal(["broken @1", "next @2"], _fired);
    }

    [Fact]
    public void Gives_up_on_timers_that_fire_endlessly_at_one_instant()
    {
        ITimer? timer = null;
        timer = _clock.CreateTimer(_ => timer!.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => _clock.Advance(Seconds(1)));

        Assert.Contains("clock stood still", e.Message, StringComparison.Ordinal);
    }

    private static TimeSpan Seconds(double value) => TimeSpan.FromSeconds(value);

    private ITimer Arm(string name, double due, Action? then = null) => _clock.CreateTimer(
        _ =>
        {
            _fired.Add($"{name} @{_clock.Elapsed.TotalSeconds:0.###}");
            then?.Invoke();
        },
        null,
        Seconds(due),
        Timeout.InfiniteTimeSpan);
}
