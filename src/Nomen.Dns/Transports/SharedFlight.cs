using Nomen.Dns.Errors;

namespace Nomen.Dns.Transports;

/// <summary>Joins equal operations that are in flight at the same time: the first asker starts one, the others wait for its outcome (RFC 5452 section 5).</summary>
/// <remarks>
/// An operation runs on a token of its own and starts on the first asker's stack. Each asker waits on a completion source of
/// its own: cancelling one never harms another, and the last one that leaves cancels the operation unless it is detached.
/// Nothing is kept once an operation ends: whoever asks then starts anew. Thread-safe. For transports: put it where a storm of
/// equal questions would become a storm of packets, under a key that holds everything the result depends on.
/// An operation that joins its own key would wait for itself: break such cycles before joining.
/// </remarks>
/// <typeparam name="TKey">What makes two operations equal.</typeparam>
/// <typeparam name="TResult">What they share; it must be safe to share.</typeparam>
public sealed class SharedFlight<TKey, TResult> : IAsyncDisposable
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Flight<TKey, TResult>> _flights;
    private readonly Action<TKey, Exception>? _onUnobservedFailure;
    private TaskCompletionSource? _drained;
    private int _running;

    /// <summary>Makes one with nothing in flight.</summary>
    /// <param name="comparer">Compares keys; null for the key type's own equality.</param>
    /// <param name="onUnobservedFailure">Is told when an operation fails while nobody waits for it, a detached one above all; for a log. Must not throw.</param>
    public SharedFlight(IEqualityComparer<TKey>? comparer = null, Action<TKey, Exception>? onUnobservedFailure = null)
    {
        _flights = new Dictionary<TKey, Flight<TKey, TResult>>(comparer);
        _onUnobservedFailure = onUnobservedFailure;
    }

    /// <summary>Operations that can be joined at this moment.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _flights.Count;
            }
        }
    }

    /// <summary>Waits for the operation in flight under a key, or starts one.</summary>
    /// <param name="key">What makes two operations equal.</param>
    /// <param name="state">Given to <paramref name="operation"/>, so that it can be a static lambda.</param>
    /// <param name="operation">The work; called only when nothing is in flight under the key. Its token is the flight's, never an asker's.</param>
    /// <param name="detached">Whether the operation is to go on when its last asker leaves; it holds for the flight from then on.</param>
    /// <param name="cancellationToken">Ends this asker's wait alone.</param>
    /// <exception cref="OperationCanceledException">This asker's token was cancelled.</exception>
    /// <exception cref="DnsException">The operation failed so; each asker gets an exception of its own.</exception>
    /// <exception cref="DnsTransportException"><see cref="TransportFailure.Disposed"/>: this object was disposed.</exception>
    public ValueTask<TResult> JoinAsync<TState>(
        TKey key,
        TState state,
        Func<TState, CancellationToken, ValueTask<TResult>> operation,
        bool detached = false,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<TResult>(cancellationToken);
        }

        Flight<TKey, TResult> flight;
        FlightAsker<TKey, TResult> asker;
        bool isNew;
        lock (_lock)
        {
            if (_drained is not null)
            {
                return ValueTask.FromException<TResult>(Disposed());
            }

            flight = FindOrAddUnderLock(key, detached, out isNew);
            asker = flight.AddUnderLock();
        }

        if (isNew)
        {
            _ = RunAsync(flight, state, operation);
        }

        return WaitAsync(asker, cancellationToken);
    }

    /// <summary>Starts a detached operation that nobody waits for yet, such as a prefetch; one in flight under the key is detached instead.</summary>
    /// <returns>Whether it was started; false when one was in flight, or after disposal.</returns>
    /// <inheritdoc cref="JoinAsync" path="/param"/>
    public bool TryStart<TState>(TKey key, TState state, Func<TState, CancellationToken, ValueTask<TResult>> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);

        Flight<TKey, TResult> flight;
        bool isNew;
        lock (_lock)
        {
            if (_drained is not null)
            {
                return false;
            }

            flight = FindOrAddUnderLock(key, detached: true, out isNew);
        }

        if (isNew)
        {
            _ = RunAsync(flight, state, operation);
        }

        return isNew;
    }

    /// <summary>Fails every asker with <see cref="TransportFailure.Disposed"/>, cancels every operation and waits for their ends. Not to be awaited by an operation itself.</summary>
    public async ValueTask DisposeAsync()
    {
        List<(Flight<TKey, TResult> Flight, List<FlightAsker<TKey, TResult>> Askers)> open = [];
        TaskCompletionSource drained;
        lock (_lock)
        {
            drained = _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            foreach (Flight<TKey, TResult> flight in _flights.Values)
            {
                open.Add((flight, flight.TakeAllUnderLock()));
            }

            _flights.Clear();
            if (_running == 0)
            {
                drained.TrySetResult();
            }
        }

        foreach ((Flight<TKey, TResult> flight, List<FlightAsker<TKey, TResult>> askers) in open)
        {
            askers.ForEach(static asker => asker.TrySetException(Disposed()));
            flight.Cancel();
        }

        await drained.Task;
    }

    private static DnsTransportException Disposed() => new TransportError(TransportFailure.Disposed).ToException();

    private Flight<TKey, TResult> FindOrAddUnderLock(TKey key, bool detached, out bool isNew)
    {
        isNew = !_flights.TryGetValue(key, out Flight<TKey, TResult>? flight);
        if (flight is null)
        {
            flight = new Flight<TKey, TResult>(key, this);
            _flights.Add(key, flight);
            _running++;
        }

        flight.IsDetached |= detached;
        return flight;
    }

    /// <summary>Runs the operation and hands its outcome out; never throws.</summary>
    private async Task RunAsync<TState>(Flight<TKey, TResult> flight, TState state, Func<TState, CancellationToken, ValueTask<TResult>> operation)
    {
        try
        {
            TResult result = await operation(state, flight.Token);
            foreach (FlightAsker<TKey, TResult> asker in Land(flight))
            {
                asker.TrySetResult(result);
            }
        }
        catch (Exception exception)
        {
            // The blast radius is this flight: whatever it is, it goes to those who asked, or to the log.
            HandOut(exception, flight);
        }
        finally
        {
            Retire();
        }
    }

    private void HandOut(Exception exception, Flight<TKey, TResult> flight)
    {
        List<FlightAsker<TKey, TResult>> askers = Land(flight);
        foreach (FlightAsker<TKey, TResult> asker in askers)
        {
            asker.TrySetException(exception is DnsException stored ? stored.ForAnotherAsker() : exception);
        }

        bool wasCancelled = exception is OperationCanceledException && flight.Token.IsCancellationRequested;
        if (askers.Count == 0 && !wasCancelled)
        {
            _onUnobservedFailure?.Invoke(flight.Key, exception);
        }
    }

    /// <summary>From here on nobody can join: who asks while the outcome is handed out starts a new operation.</summary>
    private List<FlightAsker<TKey, TResult>> Land(Flight<TKey, TResult> flight)
    {
        lock (_lock)
        {
            ForgetUnderLock(flight);
            return flight.TakeAllUnderLock();
        }
    }

    private void Retire()
    {
        lock (_lock)
        {
            if (--_running == 0)
            {
                _drained?.TrySetResult();
            }
        }
    }

    private static async ValueTask<TResult> WaitAsync(FlightAsker<TKey, TResult> asker, CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((FlightAsker<TKey, TResult>)state!).Flight.Owner.Leave((FlightAsker<TKey, TResult>)state, token), asker);
        try
        {
            return await asker.Task;
        }
        finally
        {
            // Not Dispose, which would block until a callback that runs now has cancelled the whole operation.
            registration.Unregister();
        }
    }

    private void Leave(FlightAsker<TKey, TResult> asker, CancellationToken cancellationToken)
    {
        Flight<TKey, TResult> flight = asker.Flight;
        bool wasLast;
        lock (_lock)
        {
            if (!flight.TryRemoveUnderLock(asker))
            {
                return;
            }

            wasLast = !flight.HasAskers && !flight.IsDetached;
            if (wasLast)
            {
                ForgetUnderLock(flight);
            }
        }

        asker.TrySetCanceled(cancellationToken);
        if (wasLast)
        {
            flight.Cancel();
        }
    }

    /// <summary>A cancelled flight may still be ending when its key is in use again, so only the flight itself is removed.</summary>
    private void ForgetUnderLock(Flight<TKey, TResult> flight)
    {
        if (_flights.TryGetValue(flight.Key, out Flight<TKey, TResult>? current) && ReferenceEquals(current, flight))
        {
            _flights.Remove(flight.Key);
        }
    }
}
