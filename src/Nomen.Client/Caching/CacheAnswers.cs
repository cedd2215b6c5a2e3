using Nomen.Client.Caching.Denial;
using Nomen.Client.Caching.Refreshing;
using Nomen.Client.Caching.Stale;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Makes of what a look-up found what an asker gets: a fresh answer, one by way of other names, a stale one, a failure, or what the upstream says.</summary>
internal sealed class CacheAnswers
{
    private readonly CacheStore _store;
    private readonly CacheFiller _filler;
    private readonly CacheFetcher _fetcher;
    private readonly CacheRefresher? _refresher;
    private readonly StaleAnswers? _stale;
    private readonly ClientSubnets? _subnets;
    private readonly DenialStore? _denials;
    private readonly CacheMeter _meter;
    private readonly TimeProvider _clock;

    public CacheAnswers(
        CacheStore store,
        CacheFiller filler,
        CacheFetcher fetcher,
        CacheRefresher? refresher,
        StaleAnswers? stale,
        ClientSubnets? subnets,
        DenialStore? denials,
        CacheMeter meter,
        TimeProvider clock)
    {
        _store = store;
        _filler = filler;
        _fetcher = fetcher;
        _refresher = refresher;
        _stale = stale;
        _subnets = subnets;
        _denials = denials;
        _meter = meter;
        _clock = clock;
    }

    /// <summary>The answer to a request: from memory, synchronously, or from the upstream.</summary>
    public ValueTask<DnsResponse> AnswerAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        long now = _clock.GetTimestamp();
        CacheLookup found = Find(request, now);
        if (found.Fresh is not { } octets)
        {
            return AnswerNotFreshAsync(request, found, now, cancellationToken);
        }

        Refresh(octets, found, request);
        return ServeAsync(new CacheEntry(octets), request, now);
    }

    /// <summary>The rest of the fast path: a stale answer that nobody needs to wait for, or a failure.</summary>
    public bool TryAnswerNotFresh(in WireQuery query, CacheLookup found, long now, Span<byte> destination, out FastAnswer answer)
    {
        answer = default;
        bool isStale = false;
        if (_stale is not null && _stale.TryFind(found, now, out CacheEntry entry))
        {
            // Whoever may get something fresh, by waiting or by way of another name, gets it through SendAsync.
            isStale = _stale.IsAtOnce(found) && !_filler.HasCuts && _denials is not { IsEmpty: false };
            if (!isStale)
            {
                return false;
            }
        }
        else if (found.Failure is { } failure && new CacheEntry(failure).Kind == CacheEntryKind.FailureResponse)
        {
            entry = new CacheEntry(failure);
        }
        else
        {
            // An upstream that did not answer left no message: what to say then is for who asks through SendAsync.
            return false;
        }

        RewriteTarget target = new()
        {
            Id = query.Id,
            Flags = query.Flags,
            DnssecOk = query.DnssecOk,
            Name = query.Name,
            Age = entry.AgeAt(now, _store.Frequency),
            StaleTtl = isStale ? _stale!.Ttl : 0,
        };
        int length = ResponseRewriter.Write(entry, target, destination);
        if (length == 0)
        {
            return false;
        }

        Refresh(entry.Octets, found, request: null);
        _meter.Count(isStale ? CacheResult.Stale : CacheResult.Failure);
        answer = new FastAnswer { Length = length, Rcode = (Rcode)entry.Code, IsStale = isStale, Options = isStale ? StaleNotice.OptionsOf(entry) : entry.Extras };
        return true;
    }

    /// <summary>Without a fresh answer: a stale one, a failure, a denial by way of another name, or the upstream.</summary>
    private ValueTask<DnsResponse> AnswerNotFreshAsync(DnsRequest request, CacheLookup found, long now, CancellationToken cancellationToken)
    {
        CacheEntry stale = default;
        bool hasStale = _stale is not null && _stale.TryFind(found, now, out stale);
        if (!hasStale && found.Failure is { } failure)
        {
            return ServeAsync(new CacheEntry(failure), request, now);
        }

        // What is known now, be it by way of another name, goes before what was so once.
        if (AnswerByOtherNames(request, now) is { } synthesized)
        {
            _meter.Count(CacheResult.Synthesized);
            return ValueTask.FromResult(synthesized);
        }

        if (!hasStale)
        {
            return _fetcher.AskAsync(request, cancellationToken);
        }

        if (!_stale!.IsAtOnce(found))
        {
            return MissOrStaleAsync(_stale, request, cancellationToken);
        }

        Refresh(stale.Octets, found, request);
        return ServeStaleAsync(stale, request, now);
    }

    private DnsResponse? AnswerByOtherNames(DnsRequest request, long now)
    {
        DnsResponse? cut = _filler.HasCuts ? CutAnswer.TryMake(_store, request, new CacheVariant(request.Flags, request.DnssecOk), now) : null;
        return cut ?? _denials?.TryAnswer(request, now);
    }

    private CacheLookup Find(DnsRequest request, long now)
    {
        DnsQuestion question = request.Question!.Value;
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        CacheVariant variant = new(request.Flags, request.DnssecOk);
        CacheKey key = CacheKey.Make(question.Name.Wire, question.Type, variant, _store.Seed, buffer);
        return _subnets is null ? _store.Find(key, now) : _subnets.Find(key, request, now);
    }

    private void Refresh(byte[] entry, in CacheLookup found, DnsRequest? request)
    {
        if (found.Refresh > 0)
        {
            SubnetPrefix network = _subnets is null || request is null ? default : _subnets.SourceOf(request);
            _refresher!.Offer(entry, found.Refresh, network);
        }
    }

    private ValueTask<DnsResponse> ServeAsync(CacheEntry entry, DnsRequest request, long now)
    {
        _meter.Count(entry.IsFailure ? CacheResult.Failure : CacheResult.Hit);
        if (entry.Kind == CacheEntryKind.TransportFailure)
        {
            return ValueTask.FromException<DnsResponse>(HitResponse.ErrorOf(entry, request.Question!.Value).ToException());
        }

        return ValueTask.FromResult(HitResponse.For(entry, request, entry.AgeAt(now, _store.Frequency)));
    }

    private ValueTask<DnsResponse> ServeStaleAsync(CacheEntry entry, DnsRequest request, long now)
    {
        _meter.Count(CacheResult.Stale);
        return ValueTask.FromResult(HitResponse.For(entry, request, entry.AgeAt(now, _store.Frequency), AnswerSource.StaleCache, _stale!.Ttl));
    }

    /// <summary>A fresh answer when there is one in time, else the stale one (RFC 8767 section 5); the question to the upstream goes on by itself.</summary>
    private async ValueTask<DnsResponse> MissOrStaleAsync(StaleAnswers stale, DnsRequest request, CancellationToken cancellationToken)
    {
        FetchState state = new(_fetcher, _fetcher.UpstreamRequest(request));
        CacheFill? fill = await stale.WaitAsync(token => _fetcher.FlyAsync(state, detached: true, token), request.Context, cancellationToken);
        if (fill is { IsAnswer: true })
        {
            _meter.Count(state.Started ? CacheResult.Miss : CacheResult.Joined);
            return _fetcher.Deliver(fill, request);
        }

        // Looked up again: meanwhile it may have been flushed, or another flight have brought something fresh.
        long now = _clock.GetTimestamp();
        CacheLookup found = Find(request, now);
        if (found.Fresh is { } fresh)
        {
            return await ServeAsync(new CacheEntry(fresh), request, now);
        }

        if (stale.TryFind(found, now, out CacheEntry entry))
        {
            return await ServeStaleAsync(entry, request, now);
        }

        return fill is null ? await _fetcher.AskAsync(request, cancellationToken) : _fetcher.Deliver(fill, request);
    }
}
