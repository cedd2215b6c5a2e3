using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Caching.Distributed;
using Nomen.Client.Caching.SecondLevel;
using Nomen.Client.Services;
using Nomen.Client.Telemetry;

namespace Nomen.Hosting.Caching;

/// <summary>Makes a second level for DNS caches of any <see cref="IDistributedCache"/>: Redis, Valkey, Garnet, SQL, or what there is a provider for.</summary>
/// <remarks>
/// Reads in time or not at all, writes behind the answer's back, and leaves a store that fails alone for a while: an outage costs who
/// asks nothing but, now and then, <see cref="DistributedCacheLevelOptions.OperationTimeout"/>. Give it to
/// <see cref="Nomen.Client.Caching.CacheTransportOptions.SecondLevel"/> of one or several caches. Thread-safe. Does not own the store.
/// </remarks>
public sealed class DistributedCacheLevel : ICacheSecondLevel, IAsyncDisposable
{
    /// <summary>Writes at once: enough to hide the way to the store and back, few enough to leave most operations to those who wait.</summary>
    private const int Writers = 4;

    private static readonly Meter Meter = new(NomenTelemetry.Name);

    private static readonly Counter<long> Writes = Meter.CreateCounter<long>(
        "nomen.cache.second_level.write", "{operation}", "Answers written to second levels of caches, by nomen.cache.second_level.result.");

    private readonly DistributedCacheLevelOptions _options;
    private readonly TimeProvider _clock;
    private readonly GuardedStore _store;
    private readonly ValueSeal _seal;
    private readonly Channel<PendingWrite> _queue;
    private readonly Task[] _writers = new Task[Writers];
    private long _written;
    private long _writeFailures;
    private long _dropped;
    private long _readFailures;
    private long _skipped;
    private long _rejected;
    private volatile bool _isDisposed;

    /// <summary>Puts a store behind caches.</summary>
    /// <param name="store">The store; not owned.</param>
    /// <param name="options">Limits and trust; null for the defaults.</param>
    /// <param name="services">Clock, scheduler and log; null for the system's.</param>
    public DistributedCacheLevel(IDistributedCache store, DistributedCacheLevelOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _options = options ?? new DistributedCacheLevelOptions();
        services ??= TransportServices.Default;
        _clock = services.TimeProvider;
        _store = new GuardedStore(store, _options, services);
        _seal = new ValueSeal(_options.MacKey);
        _queue = Channel.CreateBounded<PendingWrite>(_options.MaxQueuedWrites);
        for (int i = 0; i < Writers; i++)
        {
            _writers[i] = Task.Factory.StartNew(WriteBehindAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, services.Scheduler).Unwrap();
        }
    }

    /// <summary>Whether values are signed.</summary>
    public bool IsTrusted => _options.MacKey is not null;

    /// <summary>Whether the store is used: for a health check.</summary>
    public StoreState State => _store.State;

    /// <summary>Figures since it was made.</summary>
    public DistributedCacheLevelStatistics Statistics => new()
    {
        Written = Interlocked.Read(ref _written),
        WriteFailures = Interlocked.Read(ref _writeFailures),
        Dropped = Interlocked.Read(ref _dropped),
        ReadFailures = Interlocked.Read(ref _readFailures),
        Skipped = Interlocked.Read(ref _skipped),
        Rejected = Interlocked.Read(ref _rejected),
        Operations = _store.Operations,
    };

    /// <inheritdoc/>
    public async ValueTask<SecondLevelRead> ReadAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        string stored = _options.KeyPrefix + key;
        StoreOutcome outcome = await _store.RunAsync((store, token) => store.GetAsync(stored, token), cancellationToken);
        switch (outcome)
        {
            case { Status: SecondLevelStatus.Skipped }:
                Interlocked.Increment(ref _skipped);
                return new SecondLevelRead(outcome.Status);

            case { Status: SecondLevelStatus.Failed }:
                Interlocked.Increment(ref _readFailures);
                return new SecondLevelRead(outcome.Status);

            case { Value: null }:
                return new SecondLevelRead(SecondLevelStatus.Missing);

            case { Value: var framed } when framed.Length <= _options.MaxValueBytes && _seal.TryOpen(stored, framed, out ReadOnlyMemory<byte> value):
                return new SecondLevelRead(SecondLevelStatus.Found, value);

            default:
                Interlocked.Increment(ref _rejected);
                return new SecondLevelRead(SecondLevelStatus.Rejected);
        }
    }

    /// <inheritdoc/>
    public bool TryWrite(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(key);
        PendingWrite write = new(_options.KeyPrefix + key, value, lifetime, _clock.GetTimestamp());
        bool isTaken = value.Length + _seal.Overhead <= _options.MaxValueBytes && _store.State != StoreState.LeftAlone && _queue.Writer.TryWrite(write);
        if (!isTaken)
        {
            CountDropped();
        }

        return isTaken;
    }

    /// <summary>Waits for what is being written, and drops what waits for it.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _queue.Writer.TryComplete();
        foreach (Task writer in _writers)
        {
            await writer;
        }
    }

    private async Task WriteBehindAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out PendingWrite write))
            {
                await WriteAsync(write);
            }
        }
    }

    private async ValueTask WriteAsync(PendingWrite write)
    {
        TimeSpan left = write.Lifetime - _clock.GetElapsedTime(write.QueuedAt);
        if (_isDisposed || left <= TimeSpan.Zero)
        {
            CountDropped();
            return;
        }

        byte[] framed = _seal.Close(write.Key, write.Value.Span);
        DistributedCacheEntryOptions expiry = new() { AbsoluteExpirationRelativeToNow = left };
        StoreOutcome outcome = await _store.RunAsync(
            async (store, token) =>
            {
                await store.SetAsync(write.Key, framed, expiry, token);
                return null;
            },
            CancellationToken.None);
        switch (outcome.Status)
        {
            case SecondLevelStatus.Found:
                Interlocked.Increment(ref _written);
                Count("written");
                break;
            case SecondLevelStatus.Failed:
                Interlocked.Increment(ref _writeFailures);
                Count("failed");
                break;
            default:
                CountDropped();
                break;
        }
    }

    private void CountDropped()
    {
        Interlocked.Increment(ref _dropped);
        Count("dropped");
    }

    private static void Count(string result) => Writes.Add(1, new KeyValuePair<string, object?>("nomen.cache.second_level.result", result));
}
