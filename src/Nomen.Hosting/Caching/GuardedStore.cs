using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Nomen.Client.Caching.SecondLevel;
using Nomen.Client.Services;

namespace Nomen.Hosting.Caching;

/// <summary>Runs operations of a store that may be slow, hang, throw or block its caller, so that none costs more than its time.</summary>
/// <remarks>
/// Each runs as a work item of its own on the services' scheduler, for stores whose client blocks before its first await. One that does not
/// end in time is told to, and no longer waited for; it counts until it really ends.
/// </remarks>
internal sealed partial class GuardedStore
{
    private readonly IDistributedCache _store;
    private readonly TimeProvider _clock;
    private readonly TaskScheduler _scheduler;
    private readonly ILogger _logger;
    private readonly StoreBreaker _breaker;
    private readonly TimeSpan _timeout;
    private readonly int _maxOperations;
    private int _operations;

    public GuardedStore(IDistributedCache store, DistributedCacheLevelOptions options, TransportServices services)
    {
        _store = store;
        _clock = services.TimeProvider;
        _scheduler = services.Scheduler;
        _logger = services.LoggerFactory.CreateLogger<DistributedCacheLevel>();
        _breaker = new StoreBreaker(options.FailuresToOpen, (long)(options.OpenFor.TotalSeconds * _clock.TimestampFrequency));
        _timeout = options.OperationTimeout;
        _maxOperations = options.MaxOperations;
    }

    /// <summary>Whether the store is used.</summary>
    public StoreState State => _breaker.State;

    /// <summary>Operations under way.</summary>
    public int Operations => Volatile.Read(ref _operations);

    /// <summary>Runs one operation.</summary>
    /// <param name="operation">Calls the store; the value for a look-up, null for a write.</param>
    /// <param name="cancellationToken">The caller gives it up.</param>
    public async ValueTask<StoreOutcome> RunAsync(Func<IDistributedCache, CancellationToken, Task<byte[]?>> operation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!TryEnter())
        {
            return new StoreOutcome(SecondLevelStatus.Skipped);
        }

        try
        {
            StoreOutcome outcome = await Start(operation, cancellationToken).WaitAsync(_timeout, _clock, cancellationToken);
            if (outcome.Status != SecondLevelStatus.Found)
            {
                // A store that obeys at once fails before this wait is told: it was the caller who gave up.
                cancellationToken.ThrowIfCancellationRequested();
            }

            Settle(outcome.Status == SecondLevelStatus.Found);
            return outcome;
        }
        catch (TimeoutException)
        {
            Settle(isGood: false);
            return new StoreOutcome(SecondLevelStatus.Failed);
        }
        catch (OperationCanceledException)
        {
            _breaker.HandleGivenUp();
            throw;
        }
    }

    private bool TryEnter()
    {
        if (Interlocked.Increment(ref _operations) <= _maxOperations && _breaker.TryEnter(_clock.GetTimestamp()))
        {
            return true;
        }

        Interlocked.Decrement(ref _operations);
        return false;
    }

    private Task<StoreOutcome> Start(Func<IDistributedCache, CancellationToken, Task<byte[]?>> operation, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            () => InvokeAsync(operation, cancellationToken), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler).Unwrap();

    /// <summary>The call itself; it never throws, since nobody may be there any more to see it.</summary>
    private async Task<StoreOutcome> InvokeAsync(Func<IDistributedCache, CancellationToken, Task<byte[]?>> operation, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(_timeout, _clock);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return new StoreOutcome(SecondLevelStatus.Found, await operation(_store, both.Token));
        }
        catch (Exception e)
        {
            // Code of others: whatever it throws, the cache goes on without the store.
            Log.Failed(_logger, e);
            return new StoreOutcome(SecondLevelStatus.Failed);
        }
        finally
        {
            Interlocked.Decrement(ref _operations);
        }
    }

    private void Settle(bool isGood)
    {
        if (isGood && _breaker.HandleSuccess())
        {
            Log.BackInUse(_logger);
        }
        else if (!isGood && _breaker.HandleFailure(_clock.GetTimestamp()))
        {
            Log.LeftAlone(_logger);
        }
    }
}
