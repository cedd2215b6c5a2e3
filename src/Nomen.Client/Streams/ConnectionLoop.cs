using Microsoft.Extensions.Logging;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Dns.Errors;

namespace Nomen.Client.Streams;

/// <summary>Opens one connection, reads it to its end, and closes it, all on the services' scheduler.</summary>
internal sealed partial class ConnectionLoop(IStreamConnector connector, TransportServices services, IConnectionOwner owner, ReadGate gate) : IAsyncDisposable
{
    private readonly ILogger _log = services.LoggerFactory.CreateLogger<StreamTransport>();
    private readonly CancellationTokenSource _connecting = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private Task _closing = Task.CompletedTask;

    /// <summary>Starts; once.</summary>
    public void Start() => _running = services.Scheduler.Start(static state => ((ConnectionLoop)state).RunAsync(), this);

    /// <summary>Waits until the connection is open.</summary>
    /// <exception cref="DnsTransportException">It could not be opened.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the attempt goes on until it is closed.</exception>
    public async Task WaitUntilOpenAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), _opened);
        await _opened.Task;
    }

    /// <summary>Ends the attempt to connect, or the connection; once.</summary>
    /// <param name="connection">The connection, if there is one.</param>
    /// <param name="reason">Why.</param>
    /// <param name="isGraceful">Whether to tell the peer that no more comes.</param>
    public void Close(IStreamConnection? connection, TransportError reason, bool isGraceful)
    {
        LogClosed(_log, connector.Upstream, reason.Failure, reason.Detail);
        _connecting.Cancel();
        if (_opened.TrySetException(reason.ToException()))
        {
            // Observed here, as perhaps nobody waits for it.
            _ = _opened.Task.Exception;
        }

        if (connection is not null)
        {
            _closing = services.Scheduler.Start(_ => EndAsync(connection, isGraceful), this);
        }
    }

    /// <summary>Waits until nothing is left running; after <see cref="Close"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _running;
        await _closing;
        _connecting.Dispose();
    }

    private async Task RunAsync()
    {
        bool isOpen = false;
        try
        {
            IStreamConnection connection = await connector.ConnectAsync(_connecting.Token);
            isOpen = true;
            if (!owner.HandleConnected(connection))
            {
                await connection.DisposeAsync();
                return;
            }

            LogConnected(_log, connector.Upstream);
            _opened.TrySetResult();
            await ReadAsync(connection);
        }
        catch (Exception e)
        {
            // Whatever the connector or the connection throws ends this connection, and nothing else.
            owner.HandleEnd(StreamFailure.From(e, isConnecting: !isOpen));
        }
    }

    private async Task ReadAsync(IStreamConnection connection)
    {
        var frames = new FrameReader();
        int octets;
        while ((octets = await connection.ReadAsync(frames.Free())) > 0)
        {
            frames.Advance(octets);
            owner.HandleRead(frames);
            await gate.WaitAsync();
        }

        string detail = frames.Buffered == 0 ? "the peer ended it" : "the peer ended it in the middle of a message";
        owner.HandleEnd(new TransportError(TransportFailure.ConnectionClosed) { Detail = detail });
    }

    private async Task EndAsync(IStreamConnection connection, bool isGraceful)
    {
        try
        {
            if (isGraceful)
            {
                await connection.ShutdownAsync();
            }
        }
        catch (Exception e)
        {
            // The peer was quicker, or is gone: there is nothing to tell it any more.
            LogShutdownFailed(_log, connector.Upstream, e);
        }

        await connection.DisposeAsync();
    }
}
