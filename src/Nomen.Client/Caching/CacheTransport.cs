using Nomen.Client.Caching.Subnets;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Keeps responses and answers equal questions from memory until their TTL has run down.</summary>
/// <remarks>
/// RFC 1034 section 3.6, RFC 2181, RFC 2308 (denials), RFC 8020 (nothing below a name that does not exist), RFC 9520 (failures).
/// Holds whole responses, bounded in octets; equal requests in flight share one question to the upstream. Place it over the validator
/// and the network; owns what is under it. Thread-safe. Requests that are not for one RRset of class IN go straight through.
/// </remarks>
public sealed class CacheTransport : IDnsTransport, IDnsFastPath
{
    private readonly IDnsTransport _inner;
    private readonly CacheTransportOptions _options;
    private readonly TimeProvider _clock;
    private readonly CacheStore _store;
    private readonly CacheMeter _meter;
    private readonly CacheFiller _filler;
    private readonly SharedFlight<FlightKey, CacheFill> _flights = new();

    /// <summary>Puts a cache over a transport.</summary>
    /// <param name="inner">What is asked when the cache has no answer; owned.</param>
    /// <param name="options">Bounds and rules; null for the defaults.</param>
    /// <param name="services">Clock and chance; null for the system's.</param>
    /// <exception cref="ArgumentException"><see cref="CacheTransportOptions.MaxFailureTtl"/> is below <see cref="CacheTransportOptions.FailureTtl"/>.</exception>
    public CacheTransport(IDnsTransport inner, CacheTransportOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _options = options ?? new CacheTransportOptions();
        if (_options.MaxFailureTtl < _options.FailureTtl)
        {
            throw new ArgumentException("MaxFailureTtl is below FailureTtl.", nameof(options));
        }

        services ??= TransportServices.Default;
        _clock = services.TimeProvider;
        _store = new CacheStore(_options.MaxBytes, services.Random.NextUInt64(), _clock, keepExpired: TimeSpan.Zero);
        _meter = new CacheMeter(_store);
        _filler = new CacheFiller(_store, _options);
    }

    /// <summary>Figures since the cache was made.</summary>
    public CacheStatistics Statistics => new()
    {
        Hits = _meter.Total(CacheResult.Hit),
        Misses = _meter.Total(CacheResult.Miss),
        Stale = _meter.Total(CacheResult.Stale),
        Synthesized = _meter.Total(CacheResult.Synthesized),
        Failures = _meter.Total(CacheResult.Failure),
        Joined = _meter.Total(CacheResult.Joined),
        Entries = _store.Count,
        Bytes = _store.Bytes,
        Evictions = _store.Evictions,
    };

    /// <summary>Answers from memory, synchronously; else asks the upstream, once for all who ask the same meanwhile.</summary>
    /// <inheritdoc/>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsCovered(request))
        {
            return _inner.SendAsync(request, cancellationToken);
        }

        DnsQuestion question = request.Question!.Value;
        CacheVariant variant = new(request.Flags, request.DnssecOk);
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        CacheKey key = CacheKey.Make(question.Name.Wire, question.Type, variant, _store.Seed, buffer);
        long now = _clock.GetTimestamp();
        CacheLookup found = _store.Find(key, now);
        if ((found.Fresh ?? found.Failure) is { } octets)
        {
            return ServeAsync(new CacheEntry(octets), request, now);
        }

        if (_filler.HasCuts && CutAnswer.TryMake(_store, request, variant, now) is { } denial)
        {
            _meter.Count(CacheResult.Synthesized);
            return ValueTask.FromResult(denial);
        }

        return MissAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public bool TryAnswer(in WireQuery query, Span<byte> destination, out FastAnswer answer)
    {
        answer = default;
        DnsType type = query.Type;
        if (query.Class != DnsClass.IN || !CacheRules.IsData(type) || query.TryGetOption(EdnsOptionCode.ClientSubnet, out _))
        {
            return false;
        }

        bool dnssecOk = query.DnssecOk;
        ReadOnlySpan<byte> name = query.Name;
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        CacheKey key = CacheKey.Make(name, type, new CacheVariant(query.Flags, dnssecOk), _store.Seed, buffer);
        long now = _clock.GetTimestamp();
        CacheLookup found = _store.Find(key, now);
        if ((found.Fresh ?? found.Failure) is not { } octets)
        {
            return false;
        }

        // An upstream that did not answer left no message: what to say then is for who asks through SendAsync.
        CacheEntry entry = new(octets);
        if (entry.Kind == CacheEntryKind.TransportFailure)
        {
            return false;
        }

        uint age = entry.AgeAt(now, _store.Frequency);
        int length = ResponseRewriter.Write(
            entry, new RewriteTarget { Id = query.Id, Flags = query.Flags, DnssecOk = dnssecOk, Name = name, Age = age }, destination);
        if (length == 0)
        {
            return false;
        }

        _meter.Count(entry.IsFailure ? CacheResult.Failure : CacheResult.Hit);
        answer = new FastAnswer { Length = length, Rcode = (Rcode)entry.Code, Options = entry.Extras };
        return true;
    }

    /// <summary>What is kept for a name; entries past their lifetime are in it as long as their place was not needed.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">One type; null for all.</param>
    /// <remarks>Walks the whole cache: for a person or a tool.</remarks>
    public IReadOnlyList<CachedResponse> Find(DomainName name, DnsType? type = null) =>
        CacheInspection.Find(_store, _clock.GetTimestamp(), name, type);

    /// <summary>Forgets what is kept for a name; returns how many entries that were.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">One type; null for all.</param>
    public int Flush(DomainName name, DnsType? type = null) =>
        _filler.Flush(entry => entry.Name == name && (type is null || entry.Type == type || entry.Type == CacheKey.CutType));

    /// <summary>Forgets what is kept for a name and all names below it; returns how many entries that were.</summary>
    public int FlushZone(DomainName zone) => _filler.Flush(entry => entry.Name.IsAtOrBelow(zone));

    /// <summary>Forgets everything; returns how many entries that were.</summary>
    public int FlushAll() => _filler.Flush(static _ => true);

    /// <summary>Fails those who wait, ends what is under way, and disposes the transport underneath.</summary>
    public async ValueTask DisposeAsync()
    {
        _meter.Stop();
        await _flights.DisposeAsync();
        await _inner.DisposeAsync();
    }

    /// <summary>Runs one question to the upstream and keeps what comes; the operation of a flight.</summary>
    internal async ValueTask<CacheFill> FetchAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        // The flight outlives any asker, so that it has a deadline and a budget of its own.
        QueryContext context = new(_clock, _options.Timeout)
        {
            Client = request.Context?.Client,
            ClientProtocol = request.Context?.ClientProtocol ?? DnsProtocol.None,
            Trace = request.Context?.Trace,
        };
        int epoch = _filler.Epoch;
        try
        {
            DnsResponse response = await _inner.SendAsync(request.With(context), cancellationToken);
            _filler.Keep(request, response, context.ExtendedErrors, epoch, _clock.GetTimestamp());
            return new CacheFill(request, response, Error: null, context.ExtendedErrors);
        }
        catch (DnsTransportException failure)
        {
            _filler.Keep(request, failure.Error, epoch, _clock.GetTimestamp());
            return new CacheFill(request, Response: null, failure.Error, context.ExtendedErrors);
        }
    }

    /// <summary>Requests for one client network depend on more than the key, and those that exclude upstreams want another answer than the one kept.</summary>
    private static bool IsCovered(DnsRequest request) =>
        CacheRules.Covers(request)
        && request.Context is not { ExcludedUpstreams.IsEmpty: false }
        && !(request.Edns is { Options.IsEmpty: false } edns && edns.Find<ClientSubnetOption>() is not null);

    private ValueTask<DnsResponse> ServeAsync(CacheEntry entry, DnsRequest request, long now)
    {
        _meter.Count(entry.IsFailure ? CacheResult.Failure : CacheResult.Hit);
        if (entry.Kind == CacheEntryKind.TransportFailure)
        {
            return ValueTask.FromException<DnsResponse>(HitResponse.ErrorOf(entry, request.Question!.Value).ToException());
        }

        return ValueTask.FromResult(HitResponse.For(entry, request, entry.AgeAt(now, _store.Frequency)));
    }

    private async ValueTask<DnsResponse> MissAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        DnsRequest upstream = UpstreamRequest(request);
        FetchState state = new(this, upstream);
        CacheFill fill = _options.JoinRequests ? await JoinAsync(state, request, cancellationToken) : await FetchAlone(state, cancellationToken);
        foreach (ExtendedError note in fill.Notes)
        {
            request.Context?.Note(note);
        }

        return fill.Error is { } error ? throw error.ToException() : _filler.ResponseFor(request, fill, _clock.GetTimestamp());
    }

    private ValueTask<CacheFill> FetchAlone(FetchState state, CancellationToken cancellationToken)
    {
        _meter.Count(CacheResult.Miss);
        return FetchAsync(state.Request, cancellationToken);
    }

    /// <summary>Waits for the flight, no longer than the asker's own deadline.</summary>
    private async ValueTask<CacheFill> JoinAsync(FetchState state, DnsRequest request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource? deadline = request.Context is { } context ? new CancellationTokenSource(context.Remaining, _clock) : null;
        using CancellationTokenSource? both = deadline is null ? null : CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        DnsRequest upstream = state.Request;
        FlightKey key = new(upstream.Question!.Value, new CacheVariant(upstream.Flags, upstream.DnssecOk), upstream.Edns is not null, SubnetPrefix.Sent(upstream));
        try
        {
            ValueTask<CacheFill> flight = _flights.JoinAsync(key, state, static (state, token) => state.Start(token), detached: false, both?.Token ?? cancellationToken);
            _meter.Count(state.Started ? CacheResult.Miss : CacheResult.Joined);
            return await flight;
        }
        catch (OperationCanceledException) when (deadline is { IsCancellationRequested: true } && !cancellationToken.IsCancellationRequested)
        {
            throw new TransportError(TransportFailure.Timeout) { Question = request.Question }.ToException();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller knows its own token, not the one that joins it with the deadline.
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private DnsRequest UpstreamRequest(DnsRequest request)
    {
        bool addsDo = _options.Upstream == DnssecUpstream.AlwaysDnssec
            && request.Edns is { DnssecOk: false }
            && request.Question is { Type: not (DnsType.RRSIG or DnsType.NSEC or DnsType.NSEC3) };
        return addsDo ? request.With(request.Edns! with { DnssecOk = true }) : request;
    }
}
