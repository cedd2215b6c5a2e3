using Nomen.Client.Sockets;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Streams;

/// <summary>Gives scripted connections, or fails, or never comes to an end.</summary>
internal sealed class ScriptedConnector(Action<ScriptedConnection, byte[]>? onQuery = null) : IStreamConnector
{
    private TaskCompletionSource? _gate;

    public List<ScriptedConnection> Connections { get; } = [];

    public ScriptedConnection Last => Connections[^1];

    /// <summary>Times that a connection was asked for.</summary>
    public int Attempts { get; private set; }

    /// <summary>What the next attempts fail with; null for nothing.</summary>
    public Exception? Failure { get; set; }

    public string Upstream { get; init; } = "tcp://192.0.2.53:53";

    public DnsProtocol Protocol { get; init; } = DnsProtocol.Tcp;

    /// <summary>Whether attempts go on although nobody wants them any more.</summary>
    public bool IgnoresCancellation { get; set; }

    /// <summary>Attempts that were cancelled.</summary>
    public int Cancelled { get; private set; }

    /// <summary>Attempts wait from now on.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        _gate!.SetResult();
        _gate = null;
    }

    public async ValueTask<IStreamConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        Attempts++;
        if (_gate is { } gate)
        {
            await WaitAsync(gate, IgnoresCancellation ? CancellationToken.None : cancellationToken);
        }

        if (Failure is not null)
        {
            throw Failure;
        }

        var connection = new ScriptedConnection(onQuery);
        Connections.Add(connection);
        return connection;
    }

    /// <summary>Each attempt waits for itself: cancelling one leaves the others waiting.</summary>
    private async Task WaitAsync(TaskCompletionSource gate, CancellationToken cancellationToken)
    {
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), cancelled);
        await Task.WhenAny(WrapAsync(gate.Task), WrapAsync(cancelled.Task));
        if (!gate.Task.IsCompleted)
        {
            Cancelled++;
            cancellationToken.ThrowIfCancellationRequested();
        }

        static async Task WrapAsync(Task task) => await task;
    }
}
