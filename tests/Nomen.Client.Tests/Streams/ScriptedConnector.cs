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

    public DnsProtocol Protocol => DnsProtocol.Tcp;

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
            using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), gate);
            await gate.Task;
        }

        if (Failure is not null)
        {
            throw Failure;
        }

        var connection = new ScriptedConnection(onQuery);
        Connections.Add(connection);
        return connection;
    }
}
