using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.Stale;

/// <summary>When an entry past its lifetime is served, and how long its asker waits for something better (RFC 8767 section 5).</summary>
internal sealed class StaleAnswers(ServeStaleOptions options, CacheStore store, TimeProvider clock)
{
    /// <summary>The part of an asker's own time that it waits: as the 1.8 s of RFC 8767 are to the 2 s of most stub resolvers.</summary>
    private const double WaitShare = 0.9;

    private readonly long _maxStale = (long)options.MaxStale.TotalSeconds * store.Frequency;

    /// <summary>TTL to show.</summary>
    public uint Ttl { get; } = (uint)options.Ttl.TotalSeconds;

    /// <summary>Seconds for which a failed refresh is not tried again.</summary>
    public uint FailureRecheck { get; } = (uint)options.FailureRecheck.TotalSeconds;

    /// <summary>The part of <paramref name="options"/> that turns this on; null when it is off.</summary>
    public static StaleAnswers? From(CacheTransportOptions options, CacheStore store, TimeProvider clock) =>
        options.ServeStale is { } stale ? new StaleAnswers(stale, store, clock) : null;

    /// <summary>The entry to serve when there is nothing fresh.</summary>
    public bool TryFind(in CacheLookup found, long now, out CacheEntry entry)
    {
        entry = found.Stale is { } octets ? new CacheEntry(octets) : default;
        return found.Stale is not null && entry.MayBeStale && now - entry.Stored < (entry.Lifetime * store.Frequency) + _maxStale;
    }

    /// <summary>Whether it is served without waiting for the upstream: the last try failed a moment ago, or nobody ever waits.</summary>
    public bool IsAtOnce(in CacheLookup found) => found.Failure is not null || options.ClientWait == TimeSpan.Zero;

    /// <summary>Waits for a flight as long as an asker may; null when that is over, or when there is no response to be had at all. The flight goes on.</summary>
    /// <param name="join">Joins the flight, with a token that ends the wait.</param>
    /// <param name="context">The asker's context: its deadline comes first.</param>
    /// <param name="cancellationToken">The asker's own token.</param>
    public async ValueTask<CacheFill?> WaitAsync(Func<CancellationToken, ValueTask<CacheFill>> join, QueryContext? context, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timer = new(WaitFor(context), clock);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await join(both.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller knows its own token, not the one that joins it with the timer.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure) when (failure is not (DnsTransportException or OperationCanceledException or OutOfMemoryException))
        {
            // Such as a key that the upstream does not know any more, or code of others that is broken. Who has no stale answer either asks again, and is told.
            return null;
        }
    }

    private TimeSpan WaitFor(QueryContext? context)
    {
        TimeSpan own = context is null ? TimeSpan.MaxValue : context.Remaining * WaitShare;
        return own < options.ClientWait ? own : options.ClientWait;
    }
}
