using System.Net;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices.Loopback;

/// <summary>A scenario's network for servers on real sockets, whose threads come as they like: takes one query at a time, and none while no client waits.</summary>
internal sealed class LoopbackScript(ScriptedNetwork network, IPEndPoint server)
{
    private readonly Lock _lock = new();
    private Action<string, string>? _onEnd;

    /// <summary>A client waits from now on; the runner's own thread stands still meanwhile.</summary>
    /// <param name="onEnd">Called with reason and note when there is no sense in waiting on.</param>
    public void Open(Action<string, string> onEnd)
    {
        lock (_lock)
        {
            _onEnd = onEnd;
        }
    }

    /// <summary>No client waits any more: what still arrives is a repetition.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _onEnd = null;
        }
    }

    /// <summary>Asks the network.</summary>
    /// <returns>Completes when the script answers; never when it stays silent.</returns>
    public Task<UpstreamEnd> AskAsync(byte[] query, bool overTcp)
    {
        TaskCompletionSource<UpstreamEnd> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_onEnd is not null)
            {
                Ask(query, overTcp, answered.SetResult);
            }
        }

        return answered.Task;
    }

    private void Ask(byte[] query, bool overTcp, Action<UpstreamEnd> onAnswer)
    {
        try
        {
            network.Ask(query, server, overTcp, onAnswer);
            if (network.Undefined is { } undefined)
            {
                _onEnd?.Invoke("no-answer", undefined);
            }
        }
        catch (Exception e) // Not on a server's thread, where nobody would see it: the row says what.
        {
            _onEnd?.Invoke($"crash:{e.GetType().Name}", e.Message);
        }
    }
}
