using Microsoft.Extensions.Logging;
using Nomen.Client.Caching.Denial;
using Nomen.Client.Caching.Dump;
using Nomen.Client.Caching.Refreshing;
using Nomen.Client.Caching.SecondLevel;
using Nomen.Client.Caching.Stale;
using Nomen.Client.Caching.Subnets;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Keeps responses and answers equal questions from memory until their TTL has run down.</summary>
/// <remarks>
/// RFC 1034 section 3.6, RFC 2181, RFC 2308 (denials), RFC 8020 (nothing below a name that does not exist), RFC 8198 (proofs used again),
/// RFC 9520 (failures), RFC 8767 (stale answers).
/// Holds whole responses, bounded in octets; equal requests in flight share one question to the upstream. Place it over the validator
/// and the network; owns what is under it. Thread-safe. Requests that are not for one RRset of class IN go straight through.
/// </remarks>
public sealed class CacheTransport : IDnsTransport, IDnsFastPath
{
    private readonly IDnsTransport _inner;
    private readonly TimeProvider _clock;
    private readonly CacheStore _store;
    private readonly CacheMeter _meter;
    private readonly CacheFiller _filler;
    private readonly ClientSubnets? _subnets;
    private readonly CacheRefresher? _refresher;
    private readonly CacheFetcher _fetcher;
    private readonly CacheAnswers _answers;
    private readonly SharedAnswers? _shared;
    private readonly CacheDump _dump;
    private readonly DnsRandom _random;
    private readonly DenialStore? _denials;

    /// <summary>Puts a cache over a transport.</summary>
    /// <param name="inner">What is asked when the cache has no answer; owned.</param>
    /// <param name="options">Bounds and rules; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler and log; null for the system's.</param>
    /// <exception cref="ArgumentException"><see cref="CacheTransportOptions.MaxFailureTtl"/> is below <see cref="CacheTransportOptions.FailureTtl"/>, or <see cref="CacheTransportOptions.AggressiveNsec"/> is on and <see cref="CacheTransportOptions.Upstream"/> is not <see cref="DnssecUpstream.AlwaysDnssec"/>.</exception>
    public CacheTransport(IDnsTransport inner, CacheTransportOptions? options = null, TransportServices? services = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        options ??= new CacheTransportOptions();
        if (options.MaxFailureTtl < options.FailureTtl)
        {
            throw new ArgumentException("MaxFailureTtl is below FailureTtl.", nameof(options));
        }

        if (options is { AggressiveNsec: not null, Upstream: not DnssecUpstream.AlwaysDnssec })
        {
            throw new ArgumentException("AggressiveNsec needs proofs: set Upstream to AlwaysDnssec.", nameof(options));
        }

        services ??= TransportServices.Default;
        _clock = services.TimeProvider;
        _store = new CacheStore(options.MaxBytes, services.Random.NextUInt64(), _clock, keepExpired: options.ServeStale?.MaxStale ?? TimeSpan.Zero, RefreshRule.Of(options));
        _meter = new CacheMeter(_store);
        _denials = options.AggressiveNsec is { } bounds ? new DenialStore(bounds, _clock.TimestampFrequency) : null;
        StaleAnswers? stale = StaleAnswers.From(options, _store, _clock);
        ILogger logger = services.LoggerFactory.CreateLogger<CacheTransport>();
        _subnets = options.ClientSubnet is { } subnets ? new ClientSubnets(_store, subnets, _clock) : null;
        _shared = options.SecondLevel is { } level ? new SharedAnswers(level, _clock, logger) : null;
        _filler = new CacheFiller(_store, options, stale, _subnets, _denials, _shared);
        SharedLookup? shared = _shared is null ? null : new SharedLookup(_shared, _filler, _subnets, _clock, _store.Frequency);
        _fetcher = new CacheFetcher(inner, options, _filler, _subnets, shared, _meter, _clock, logger);
        _refresher = RefreshRule.Of(options).IsOn ? new CacheRefresher(_fetcher, _store, options, _meter, services) : null;
        _answers = new CacheAnswers(_store, _filler, _fetcher, _refresher, stale, _subnets, _denials, _meter, _clock);
        _dump = new CacheDump(_store, _filler, _clock, options.MaxBytes);
        _random = services.Random;
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
        Refreshes = _meter.Refreshes,
        SecondLevelHits = _shared?.Hits ?? 0,
        Entries = _store.Count,
        Bytes = _store.Bytes,
        Evictions = _store.Evictions,
        ProofBytes = _denials?.Bytes ?? 0,
    };

    /// <summary>Answers from memory, synchronously; else asks the upstream, once for all who ask the same meanwhile.</summary>
    /// <inheritdoc/>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!IsCovered(request))
        {
            return _inner.SendAsync(_subnets is null ? request : ClientSubnets.ForPassing(request), cancellationToken);
        }

        if (_subnets is not null && _subnets.TryRefuse(request, out DnsResponse? refusal))
        {
            return ValueTask.FromResult(refusal);
        }

        return _answers.AnswerAsync(request, cancellationToken);
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
        if (_subnets is not null && (_refresher is not null || _subnets.HasNetworks(key, now)))
        {
            // What is best depends on who asks, and so does what to refresh it with: SendAsync knows.
            return false;
        }

        CacheLookup found = _store.Find(key, now);
        if (found.Fresh is not { } octets)
        {
            // An asker without a network may have an answer of its own, and failures are kept for the question: they must not hide it.
            return _subnets is null && _answers.TryAnswerNotFresh(query, found, now, destination, out answer);
        }

        CacheEntry entry = new(octets);
        uint age = entry.AgeAt(now, _store.Frequency);
        int length = ResponseRewriter.Write(
            entry, new RewriteTarget { Id = query.Id, Flags = query.Flags, DnssecOk = dnssecOk, Name = name, Age = age }, destination);
        if (length == 0)
        {
            return false;
        }

        if (found.Refresh > 0)
        {
            _refresher!.Offer(octets, found.Refresh, network: default);
        }

        _meter.Count(CacheResult.Hit);
        answer = new FastAnswer { Length = length, Rcode = (Rcode)entry.Code, Options = entry.Extras };
        return true;
    }

    /// <summary>What is kept for a name; entries past their lifetime are in it as long as their place was not needed.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">One type; null for all.</param>
    /// <remarks>Walks the whole cache: for a person or a tool.</remarks>
    public IReadOnlyList<CachedResponse> Find(DomainName name, DnsType? type = null) =>
        CacheInspection.Find(_store, _clock.GetTimestamp(), name, type);

    /// <summary>Forgets what is kept for a name, and proofs that answer for it; returns how many responses that were.</summary>
    /// <param name="name">The name.</param>
    /// <param name="type">One type; null for all.</param>
    public int Flush(DomainName name, DnsType? type = null) => _filler.Flush(name, type);

    /// <summary>Forgets what is kept for a name and all names below it, and proofs that answer for them; returns how many responses that were.</summary>
    public int FlushZone(DomainName zone) => _filler.FlushZone(zone);

    /// <summary>Forgets everything; returns how many responses that were.</summary>
    public int FlushAll() => _filler.FlushZone(DomainName.Root);

    /// <summary>Writes what is fresh, but for failures, to a stream; returns how many entries that were.</summary>
    /// <param name="destination">Where to; stays open.</param>
    /// <param name="cancellationToken">Ends it; what was written by then is refused when it is loaded.</param>
    /// <remarks>Requests are answered meanwhile. The form does not depend on the machine, and has a version and a checksum.</remarks>
    public ValueTask<long> SaveAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return _dump.SaveAsync(destination, cancellationToken);
    }

    /// <summary>Writes what is fresh to a file that takes the place of the one of that name when it is whole; returns how many entries that were.</summary>
    /// <param name="path">The file. Readable and writable for its owner alone, where the system knows owners.</param>
    /// <param name="cancellationToken">Ends it, and leaves an old file as it is.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public ValueTask<long> SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return AtomicFile.WriteAsync(path, _random, file => _dump.SaveAsync(file, cancellationToken));
    }

    /// <summary>Takes in what <see cref="SaveAsync(Stream, CancellationToken)"/> wrote: all of it, or nothing when anything is wrong with it.</summary>
    /// <param name="source">A stream that ends with the dump; stays open.</param>
    /// <param name="cancellationToken">Ends it; nothing is taken in then.</param>
    /// <remarks>
    /// TTLs have gone on while the dump lay. A newer entry of the cache stays. Every message is checked again; that it is true, and DNSSEC status
    /// with it, is believed: load what only you could write.
    /// </remarks>
    /// <exception cref="CacheFileException">The dump is damaged, of another version, or from the future.</exception>
    public ValueTask<CacheLoadResult> LoadAsync(Stream source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        return _dump.LoadAsync(source, cancellationToken);
    }

    /// <summary>Takes in what <see cref="SaveAsync(string, CancellationToken)"/> wrote: all of it, or nothing when anything is wrong with it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends it; nothing is taken in then.</param>
    /// <exception cref="CacheFileException">The dump is damaged, of another version, or from the future.</exception>
    /// <exception cref="IOException">The file cannot be read; <see cref="FileNotFoundException"/> when there is none.</exception>
    public async ValueTask<CacheLoadResult> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        await using FileStream file = File.OpenRead(path);
        return await _dump.LoadAsync(file, cancellationToken);
    }

    /// <summary>Fails those who wait, ends what is under way, and disposes the transport underneath.</summary>
    public async ValueTask DisposeAsync()
    {
        _meter.Stop();
        _refresher?.Stop();
        await _fetcher.DisposeAsync();
    }

    /// <summary>Requests that exclude upstreams want another answer than the one kept; those for one client network depend on more than the key, unless networks are kept.</summary>
    private bool IsCovered(DnsRequest request) =>
        CacheRules.Covers(request)
        && request.Context is not { ExcludedUpstreams.IsEmpty: false }
        && (_subnets is not null || !SubnetPolicy.TryFindOption(request, out _));
}
