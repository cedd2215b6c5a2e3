using Nomen.Dns.Transports;

namespace Nomen.Client.Routing;

/// <summary>A transport that routes lead to: disposed when no route leads to it any more and its last request has ended.</summary>
internal sealed class RoutedTransport(IDnsTransport transport)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;
    private bool _isLeaving;

    /// <summary>The transport.</summary>
    public IDnsTransport Transport => transport;

    /// <summary>Routes that lead here. Belongs to the table's lock.</summary>
    public int Routes { get; set; }

    /// <summary>Begins a request; false when no route leads here any more, and the caller had better look again.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            _requests += _isLeaving ? 0 : 1;
            return !_isLeaving;
        }
    }

    /// <summary>Ends a request.</summary>
    public void Leave()
    {
        bool isLast;
        lock (_lock)
        {
            isLast = --_requests == 0 && _isLeaving;
        }

        if (isLast)
        {
            _drained.TrySetResult();
        }
    }

    /// <summary>Takes no more requests, and disposes the transport when those under way have ended, or when the token is cancelled.</summary>
    public async ValueTask RetireAsync(CancellationToken cancellationToken)
    {
        bool isIdle;
        lock (_lock)
        {
            _isLeaving = true;
            isIdle = _requests == 0;
        }

        if (!isIdle)
        {
            CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), _drained);
            await _drained.Task;
            registration.Unregister();
        }

        await transport.DisposeAsync();
    }
}
