using Nomen.Testing.Scheduling;

namespace Nomen.Testing.Tests.Scheduling;

public sealed class VirtualRunTests
{
    [Fact]
    public void Jumps_from_timer_to_timer_until_the_body_ends()
    {
        var run = new VirtualRun();

        TimeSpan ended = run.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromDays(1), run.Time);
            await Task.Delay(TimeSpan.FromHours(1), run.Time);
            return run.Time.Elapsed;
        });

        Assert.Equal(TimeSpan.FromHours(25), ended);
    }

    [Fact]
    public void The_services_hold_the_clock_the_scheduler_and_repeatable_chance()
    {
        var run = new VirtualRun(seed: 3);

        ulong first = run.Services.Random.NextUInt64();

        Assert.Same(run.Time, run.Services.TimeProvider);
        Assert.Same(run.Scheduler, run.Services.Scheduler);
        Assert.Equal(first, new VirtualRun(seed: 3).Services.Random.NextUInt64());
        Assert.NotEqual(first, new VirtualRun(seed: 4).Services.Random.NextUInt64());
    }

    [Fact]
    public void Lets_all_work_settle_before_the_clock_moves()
    {
        var run = new VirtualRun();

        TimeSpan seen = run.Run(async () =>
        {
            Task delay = Task.Delay(TimeSpan.FromSeconds(1), run.Time);
            for (int i = 0; i < 100; i++)
            {
                await Task.Yield();
            }

            TimeSpan before = run.Time.Elapsed;
            await delay;
            return before;
        });

        Assert.Equal(TimeSpan.Zero, seen);
    }

    [Fact]
    public void Leaves_later_timers_armed_when_the_body_ends()
    {
        var run = new VirtualRun();
        using var source = new CancellationTokenSource(TimeSpan.FromHours(1), run.Time);

        run.Run(() => Task.Delay(TimeSpan.FromSeconds(1), run.Time));

        Assert.Equal(1, run.Time.ActiveTimerCount);
        Assert.Equal(TimeSpan.FromSeconds(1), run.Time.Elapsed);
    }

    [Fact]
    public void Throws_the_exception_of_the_body_itself()
    {
        var run = new VirtualRun();

        Assert.Throws<TimeoutException>(() => run.Run(() => new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromSeconds(1), run.Time)));
    }

    [Fact]
    public void Says_that_it_is_stuck_when_nothing_is_ready_and_no_timer_is_armed()
    {
        var run = new VirtualRun(seed: 7);

        StalledRunException e = Assert.Throws<StalledRunException>(() => run.Run(() => new TaskCompletionSource().Task));

        Assert.Contains("no timer is armed", e.Message, StringComparison.Ordinal);
        Assert.Contains("seed 7", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_up_after_the_turn_limit()
    {
        var run = new VirtualRun { TurnLimit = 3 };

        StalledRunException e = Assert.Throws<StalledRunException>(() => run.Run(async () =>
        {
            for (int i = 0; i < 4; i++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), run.Time);
            }
        }));

        Assert.Contains("3 timers fired", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_turn_limit_below_one()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VirtualRun { TurnLimit = 0 });
    }

    [Fact]
    public void Advancing_settles_the_work_of_each_timer_before_the_next_fires()
    {
        var run = new VirtualRun();
        var log = new List<string>();
        _ = run.Scheduler.Start(() => TickAsync(run, log));

        run.Advance(TimeSpan.FromSeconds(2.5));

        Assert.Equal(["1", "2"], log);
        Assert.Equal(TimeSpan.FromSeconds(2.5), run.Time.Elapsed);
    }

    [Fact]
    public void A_timer_callback_that_leaves_the_scheduler_fails_the_run()
    {
        var run = new VirtualRun();
        using ITimer timer = run.Time.CreateTimer(_ => ThreadPool.QueueUserWorkItem(static _ => { }), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        Assert.Throws<SchedulerLeakException>(() => run.Advance(TimeSpan.FromSeconds(2)));
    }

    private static async Task TickAsync(VirtualRun run, List<string> log)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), run.Time);
            log.Add($"{run.Time.Elapsed.TotalSeconds}");
        }
    }
}
