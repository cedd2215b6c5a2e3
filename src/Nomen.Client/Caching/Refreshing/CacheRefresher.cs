using Nomen.Client.Caching.Subnets;
using Nomen.Client.Services;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Refreshing;

/// <summary>Asks again in the background: for entries that were hit near their end or past it, and for the questions that are kept warm.</summary>
/// <remarks>
/// Those who answer only queue an entry; this work item takes them on the services' scheduler and starts a detached flight for each,
/// which askers join. A refresh goes past the cache, so that it starts none itself. What failed a moment ago (RFC 9520) is left alone.
/// </remarks>
internal sealed class CacheRefresher : IThreadPoolWorkItem
{
    /// <summary>When to look again at a question that somebody else is asking.</summary>
    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(1);

    /// <summary>Doublings after which every first time has passed the longest one.</summary>
    private const int MaxDoublings = 9;

    private readonly CacheFetcher _fetcher;
    private readonly CacheStore _store;
    private readonly CacheTransportOptions _options;
    private readonly CacheMeter _meter;
    private readonly TimeProvider _clock;
    private readonly TaskScheduler _scheduler;
    private readonly long _lastPartTicks;
    private readonly ITimer? _timer;

    private readonly Lock _lock = new();
    private readonly RefreshQueue _queue = new();
    private readonly PriorityQueue<WarmName, long> _warm = new();
    private int _running;
    private bool _isPosted;
    private bool _isStopped;

    public CacheRefresher(
        CacheFetcher fetcher, CacheStore store, CacheTransportOptions options, CacheMeter meter, TransportServices services)
    {
        _fetcher = fetcher;
        _store = store;
        _options = options;
        _meter = meter;
        _clock = services.TimeProvider;
        _scheduler = services.Scheduler;
        _lastPartTicks = RefreshRule.Of(options).TicksOfSecond(store.Frequency);
        foreach (DnsQuestion question in options.Prefetch?.KeepWarm ?? [])
        {
            _warm.Enqueue(new WarmName(fetcher.UpstreamRequest(new DnsRequest(question))), _clock.GetTimestamp());
        }

        if (_warm.Count > 0)
        {
            _timer = _clock.CreateTimer(static refresher => ((CacheRefresher)refresher!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Wake();
        }
    }

    /// <summary>Queues an entry. Cheap, allocates nothing, runs nothing.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="popularity">Its hits so far.</param>
    /// <param name="network">The network of its asker, to ask for again; no network for none.</param>
    public void Offer(byte[] entry, int popularity, SubnetPrefix network)
    {
        bool isPostNeeded;
        lock (_lock)
        {
            isPostNeeded = !_isStopped && _queue.TryAdd(entry, popularity, network) && NeedsPostUnderLock();
        }

        PostIf(isPostNeeded);
    }

    /// <summary>A refresh is over: there is room for another, and a question to be kept warm has its next time.</summary>
    public void HandleEnd(WarmName? warm)
    {
        bool isPostNeeded;
        lock (_lock)
        {
            _running--;
            if (warm is not null && !_isStopped)
            {
                _warm.Enqueue(warm, NextTime(warm, _clock.GetTimestamp()));
            }

            isPostNeeded = NeedsPostUnderLock();
        }

        PostIf(isPostNeeded);
    }

    /// <summary>Starts no more refreshes; those under way belong to the flights.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _isStopped = true;
            _queue.Clear();
            _warm.Clear();
        }

        _timer?.Dispose();
    }

    void IThreadPoolWorkItem.Execute()
    {
        lock (_lock)
        {
            _isPosted = false;
        }

        while (TryTake(out DnsRequest? request, out WarmName? warm))
        {
            if (_fetcher.TryRefresh(request!, new RefreshFlight(this, _fetcher, request!, warm)))
            {
                _meter.CountRefresh();
            }
            else
            {
                HandleNotStarted(warm);
            }
        }

        ArmTimer();
    }

    private void Wake()
    {
        bool isPostNeeded;
        lock (_lock)
        {
            isPostNeeded = NeedsPostUnderLock();
        }

        PostIf(isPostNeeded);
    }

    private bool NeedsPostUnderLock()
    {
        bool isNeeded = !_isPosted && !_isStopped && _running < _options.MaxRefreshes && _queue.Count + _warm.Count > 0;
        _isPosted |= isNeeded;
        return isNeeded;
    }

    private void PostIf(bool isNeeded)
    {
        if (isNeeded)
        {
            _scheduler.Post(this);
        }
    }

    /// <summary>The next refresh to start: those that the operator wants before those that chance offers.</summary>
    private bool TryTake(out DnsRequest? request, out WarmName? warm)
    {
        request = null;
        warm = null;
        lock (_lock)
        {
            if (_isStopped || _running >= _options.MaxRefreshes)
            {
                return false;
            }

            long now = _clock.GetTimestamp();
            while (request is null && _warm.TryPeek(out WarmName? name, out long due) && due <= now)
            {
                _warm.Dequeue();
                if (TimeNotBefore(name.Request, now) is { } later)
                {
                    _warm.Enqueue(name, later);
                }
                else
                {
                    (request, warm) = (name.Request, name);
                }
            }

            while (request is null && _queue.Take(out SubnetPrefix network) is { } octets)
            {
                request = IsWorthIt(new CacheEntry(octets), now) ? _fetcher.UpstreamRequest(EntryRequest.Of(new CacheEntry(octets), network)) : null;
            }

            _running += request is null ? 0 : 1;
            return request is not null;
        }
    }

    private void HandleNotStarted(WarmName? warm)
    {
        lock (_lock)
        {
            _running--;
            if (warm is not null && !_isStopped)
            {
                _warm.Enqueue(warm, _clock.GetTimestamp() + TicksOf(Meanwhile));
            }
        }
    }

    /// <summary>Whether the entry is still what is served, and its question did not fail a moment ago.</summary>
    private bool IsWorthIt(CacheEntry entry, long now)
    {
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        CacheKey key = CacheKey.Make(entry.Name.Wire, entry.Type, entry.Variant, _store.Seed, buffer);
        CacheLookup current = _store.Peek(key.For(entry.Subnet), now);
        return ReferenceEquals(current.Fresh ?? current.Stale, entry.Octets) && EndOfFailure(key, now) is null;
    }

    /// <summary>When a question to be kept warm is to be asked if not now: its answer is still far from its end, or it failed a moment ago.</summary>
    private long? TimeNotBefore(DnsRequest request, long now)
    {
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        CacheKey key = KeyOf(request, buffer);
        return StartOfLastPart(key, now) ?? EndOfFailure(key, now);
    }

    /// <summary>The next time for a question to be kept warm that was just asked: near the end of its answer's life, or later and later while there is none.</summary>
    private long NextTime(WarmName warm, long now)
    {
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        if (StartOfLastPart(KeyOf(warm.Request, buffer), now) is { } start)
        {
            warm.Failures = 0;
            return start;
        }

        TimeSpan pause = _options.FailureTtl * (1 << Math.Min(warm.Failures++, MaxDoublings));
        return now + TicksOf(pause < _options.MaxFailureTtl ? pause : _options.MaxFailureTtl);
    }

    private CacheKey KeyOf(DnsRequest request, Span<byte> buffer) => CacheKey.Make(
        request.Question!.Value.Name.Wire, request.Question.Value.Type, new CacheVariant(request.Flags, request.DnssecOk), _store.Seed, buffer);

    private long? StartOfLastPart(in CacheKey key, long now)
    {
        // With client subnet on, what nobody in particular asks for lies in a place of its own.
        if ((_store.Peek(key, now).Fresh ?? _store.Peek(key.For(SubnetPrefix.Nobody), now).Fresh) is not { } octets)
        {
            return null;
        }

        CacheEntry entry = new(octets);
        long start = entry.Stored + (entry.Lifetime * _lastPartTicks);
        return start > now ? start : null;
    }

    private long? EndOfFailure(in CacheKey key, long now)
    {
        if (_store.FindFailure(key) is not { } octets)
        {
            return null;
        }

        CacheEntry failure = new(octets);
        return failure.IsFreshAt(now, _store.Frequency) ? failure.Stored + (failure.Lifetime * _store.Frequency) : null;
    }

    private void ArmTimer()
    {
        lock (_lock)
        {
            // With as many under way as may be, the end of one is what wakes.
            if (!_isStopped && _running < _options.MaxRefreshes && _warm.TryPeek(out _, out long due))
            {
                // Never early, and never so often that it is a loop.
                double milliseconds = Math.Ceiling((due - _clock.GetTimestamp()) * 1000.0 / _store.Frequency);
                _timer!.Change(TimeSpan.FromMilliseconds(Math.Max(1, milliseconds)), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private long TicksOf(TimeSpan time) => (long)(time.TotalSeconds * _store.Frequency);
}
