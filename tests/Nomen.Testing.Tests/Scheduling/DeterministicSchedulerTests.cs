using Nomen.Testing.Scheduling;

namespace Nomen.Testing.Tests.Scheduling;

public sealed class DeterministicSchedulerTests
{
    [Fact]
    public void Runs_nothing_before_it_is_told_to()
    {
        var scheduler = new DeterministicScheduler();

        Task<int> task = scheduler.Start(() => Task.FromResult(5));
        int waiting = scheduler.ReadyCount;
        bool early = task.IsCompleted;
        scheduler.RunUntilIdle();

        Assert.Equal(1, waiting);
        Assert.False(early);
        Assert.True(task.IsCompletedSuccessfully);
        Assert.Equal(0, scheduler.ReadyCount);
    }

    [Fact]
    public void Serves_ready_work_first_in_first_out()
    {
        Assert.Equal("0123456789", OrderOfTen(seed: null));
    }

    [Fact]
    public void A_seed_shuffles_the_order_and_repeats_it()
    {
        string once = OrderOfTen(seed: 1);

        Assert.Equal(once, OrderOfTen(seed: 1));
        Assert.NotEqual(OrderOfTen(seed: null), once);
        Assert.NotEqual(OrderOfTen(seed: 2), once);
        Assert.Equal("0123456789", string.Concat(once.Order()));
    }

    [Fact]
    public void Counts_the_work_items_it_ran()
    {
        var scheduler = new DeterministicScheduler();

        scheduler.Run(YieldThrice);

        // The start, and one after each yield.
        Assert.Equal(4, scheduler.WorkItemCount);
    }

    [Fact]
    public void Returns_the_result_of_the_body()
    {
        int result = new DeterministicScheduler().Run(async () =>
        {
            await Task.Yield();
            return 42;
        });

        Assert.Equal(42, result);
    }

    [Fact]
    public void Throws_the_exception_of_the_body_itself()
    {
        var scheduler = new DeterministicScheduler();

        Assert.Throws<FormatException>(() => scheduler.Run(() => Task.FromException(new FormatException())));
    }

    [Fact]
    public void Fails_when_the_body_waits_for_what_never_comes()
    {
        var scheduler = new DeterministicScheduler();

        Assert.Throws<StalledRunException>(() => scheduler.Run(() => new TaskCompletionSource().Task));
    }

    [Fact]
    public void Fails_when_work_makes_work_for_ever()
    {
        var scheduler = new DeterministicScheduler { WorkItemLimit = 100 };

        StalledRunException e = Assert.Throws<StalledRunException>(() => scheduler.Run(YieldForEver));

        Assert.Contains("100 work items", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_work_item_limit_below_one()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DeterministicScheduler { WorkItemLimit = 0 });
    }

    [Fact]
    public void Hides_the_callers_synchronization_context_and_puts_it_back()
    {
        var scheduler = new DeterministicScheduler();
        var callers = new SynchronizationContext();
        SynchronizationContext? before = SynchronizationContext.Current;
        try
        {
            SynchronizationContext.SetSynchronizationContext(callers);

            SynchronizationContext? inside = scheduler.Run(() => Task.FromResult(SynchronizationContext.Current));

            Assert.Null(inside);
            Assert.Same(callers, SynchronizationContext.Current);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public void Work_queued_by_another_thread_fails_the_run_and_every_later_one()
    {
        var scheduler = new DeterministicScheduler();
        OnAnotherThread(() => _ = scheduler.Start(() => Task.CompletedTask));

        SchedulerLeakException first = Assert.Throws<SchedulerLeakException>(scheduler.RunUntilIdle);

        Assert.Contains(nameof(OnAnotherThread), first.Leaks[0], StringComparison.Ordinal);
        Assert.Equal(0, scheduler.ReadyCount);
        Assert.Throws<SchedulerLeakException>(scheduler.RunUntilIdle);
    }

    [Fact]
    public void Keeps_the_first_leaks_only()
    {
        var scheduler = new DeterministicScheduler();

        for (int i = 0; i < 20; i++)
        {
            OnAnotherThread(() => _ = scheduler.Start(() => Task.CompletedTask));
        }

        Assert.Equal(8, scheduler.Leaks.Count);
    }

    [Fact]
    public void Pool_work_of_an_unrelated_thread_is_no_leak()
    {
        var scheduler = new DeterministicScheduler();

        scheduler.Run(() =>
        {
            OnAnotherThread(() => ThreadPool.QueueUserWorkItem(static _ => { }));
            return Task.CompletedTask;
        });

        Assert.Empty(scheduler.Leaks);
    }

    [Fact]
    public void Only_the_owner_may_run_it()
    {
        var scheduler = new DeterministicScheduler();
        Exception? thrown = null;

        OnAnotherThread(() => thrown = Record.Exception(scheduler.RunUntilIdle));

        Assert.IsType<InvalidOperationException>(thrown);
    }

    [Fact]
    public void A_work_item_may_not_run_it()
    {
        var scheduler = new DeterministicScheduler();

        Assert.Throws<InvalidOperationException>(() => scheduler.Run(() =>
        {
            scheduler.RunUntilIdle();
            return Task.CompletedTask;
        }));
    }

    [Fact]
    public void A_delivered_event_completes_waits_which_come_back_as_work()
    {
        var scheduler = new DeterministicScheduler();
        var reply = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> waiting = scheduler.Start(async () => 1 + await reply.Task);
        scheduler.RunUntilIdle();

        scheduler.Deliver(() => reply.SetResult(1));
        int ready = scheduler.ReadyCount;
        scheduler.RunUntilIdle();

        Assert.Equal(1, ready);
        Assert.True(waiting.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_delivered_event_that_starts_work_without_naming_the_scheduler_is_a_leak()
    {
        var scheduler = new DeterministicScheduler();

        Assert.Throws<SchedulerLeakException>(() => scheduler.Deliver(() => _ = YieldThrice()));
    }

    [Fact]
    public void A_delivered_event_may_let_work_settle()
    {
        var scheduler = new DeterministicScheduler();
        Task task = scheduler.Start(YieldThrice);

        scheduler.Deliver(scheduler.RunUntilIdle);

        Assert.True(task.IsCompletedSuccessfully);
    }

    private static string OrderOfTen(int? seed)
    {
        var scheduler = new DeterministicScheduler(seed);
        var order = new List<int>();
        for (int i = 0; i < 10; i++)
        {
            int mine = i;
            _ = scheduler.Start(() =>
            {
                order.Add(mine);
                return Task.CompletedTask;
            });
        }

        scheduler.RunUntilIdle();
        return string.Concat(order);
    }

    private static async Task YieldThrice()
    {
        await Task.Yield();
        await Task.Yield();
        await Task.Yield();
    }

    private static async Task YieldForEver()
    {
        while (true)
        {
            await Task.Yield();
        }
    }

    private static void OnAnotherThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }
}
