using Nomen.Client.Streams;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Streams;

public sealed class CompletionQueueTests
{
    /// <summary>Never reached: it only keeps a broken queue from hanging the run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Code_that_blocks_does_not_hold_up_those_behind_it()
    {
        var queue = new CompletionQueue(TaskScheduler.Default);
        using var gate = new ManualResetEventSlim();
        SingleExchange first = SingleExchange.Rent(Replies.Ask(), queue);
        SingleExchange second = SingleExchange.Rent(Replies.Ask(), queue);
        Task<bool> blocked = ThenAsync(first.Response, () => gate.Wait(Patience));
        Task<bool> behind = ThenAsync(second.Response, () =>
        {
            gate.Set();
            return true;
        });

        first.Deliver(DnsResponse.For(Replies.Ask(), Rcode.NoError), ReplyStep.Last);
        second.Deliver(DnsResponse.For(Replies.Ask(), Rcode.NoError), ReplyStep.Last);
        queue.Run();

        Assert.True(await blocked);
        Assert.True(await behind);
    }

    [Fact]
    public void A_caller_does_not_go_on_within_somebody_elses_cancellation()
    {
        var stream = new VirtualStream();
        using var source = new CancellationTokenSource();
        Task<DnsResponse> pending = stream.Send("example.com.", source.Token);
        bool wentOn = false;

        stream.Run.Scheduler.Deliver(() =>
        {
            source.Cancel();
            wentOn = pending.IsCompleted;
        });
        stream.Run.Scheduler.RunUntilIdle();

        Assert.False(wentOn);
        Assert.True(pending.IsCanceled);
    }

    private static async Task<bool> ThenAsync(ValueTask<DnsResponse> response, Func<bool> then)
    {
        await response;
        return then();
    }
}
