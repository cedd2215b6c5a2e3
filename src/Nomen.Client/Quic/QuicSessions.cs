namespace Nomen.Client.Quic;

/// <summary>The one connection of a transport: opened with the first request that needs it, shared, replaced when it is given up.</summary>
internal sealed class QuicSessions(IQuicConnector connector) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposal = new();
    private Task<IQuicSession>? _current;
    private IQuicSession? _opened;

    /// <summary>The connection, and whether it had been there before.</summary>
    /// <param name="cancellationToken">Ends this wait alone; the connection goes on being opened for others.</param>
    public async ValueTask<(IQuicSession Session, bool WasOpen)> GetAsync(CancellationToken cancellationToken)
    {
        Task<IQuicSession> session;
        bool wasOpen;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposal.IsCancellationRequested, this);
            if (_current is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _opened = null;
                _current = connector.ConnectAsync(_disposal.Token).AsTask();
            }

            session = _current;
            wasOpen = _opened is not null;
        }

        IQuicSession opened = await session.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _opened = ReferenceEquals(_current, session) ? opened : _opened;
        }

        return (opened, wasOpen);
    }

    /// <summary>Gives a connection up: the next request opens another.</summary>
    public async ValueTask GiveUpAsync(IQuicSession session, DoqError error)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_opened, session))
            {
                _current = null;
                _opened = null;
            }
        }

        await session.CloseAsync(error).ConfigureAwait(false);
    }

    /// <summary>Closes the connection, also one that is being opened.</summary>
    public async ValueTask DisposeAsync()
    {
        Task<IQuicSession>? current;
        lock (_lock)
        {
            _disposal.Cancel();
            current = _current;
            _current = null;
            _opened = null;
        }

        if (current is not null)
        {
            await ((Task)current).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (current.IsCompletedSuccessfully)
            {
                await (await current.ConfigureAwait(false)).CloseAsync(DoqError.NoError).ConfigureAwait(false);
            }
        }
    }
}
