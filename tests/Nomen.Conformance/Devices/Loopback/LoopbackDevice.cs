using System.Collections.Concurrent;
using System.Net;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices.Loopback;

/// <summary>A transport over real sockets, on the system's clock and threads, whose servers ask the scenario's network.</summary>
/// <remarks>
/// To the run it is a device that answers at once: its one thread stands still while a query is under way. So the network has one user
/// at a time, and what is settled needs no guess. That fits the dialects whose steps wait for their answers, not testbound.
/// </remarks>
internal sealed class LoopbackDevice(ScriptedNetwork network, IPEndPoint server, Func<LoopbackScript, Task<LoopbackSetup>> start) : IScenarioDevice
{
    /// <summary>A machine busy with other things may take long for what takes milliseconds.</summary>
    public static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    private readonly LoopbackScript _script = new(network, server);
    private LoopbackSetup? _setup;

    /// <inheritdoc/>
    public Task AskAsync(ClientQuery query, Action<DeviceAnswer> onAnswer)
    {
        BlockingCollection<DeviceAnswer> answers = [];
        _script.Open((reason, note) => answers.Add(new DeviceAnswer(query.Client, Subject: null, reason, note)));
        StartOutside(() => AskAsync(query, answers));
        DeviceAnswer answer = answers.TryTake(out DeviceAnswer? first, AnswerLimit) ? first : new DeviceAnswer(query.Client, Subject: null, "no-answer", $"none within {AnswerLimit.TotalSeconds} s");
        _script.Close();
        onAnswer(answer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Abandon();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Abandon()
    {
        using ManualResetEventSlim done = new();
        StartOutside(async () =>
        {
            await (Interlocked.Exchange(ref _setup, null)?.DisposeAsync() ?? ValueTask.CompletedTask);
            done.Set();
        });
        done.Wait(AnswerLimit);
    }

    // A thread of its own has no scheduler that what is awaited there would come back to.
    private static void StartOutside(Func<Task> body) => new Thread(() => _ = body()) { IsBackground = true, Name = nameof(LoopbackDevice) }.Start();

    private async Task AskAsync(ClientQuery query, BlockingCollection<DeviceAnswer> answers)
    {
        try
        {
            _setup ??= await start(_script);
            await new TransportDevice(_setup.Transport).AskAsync(query, answers.Add);
        }
        catch (Exception e) // A transport may throw anything: the row says what.
        {
            answers.Add(new DeviceAnswer(query.Client, Subject: null, $"crash:{e.GetType().Name}", e.Message));
        }
    }
}
