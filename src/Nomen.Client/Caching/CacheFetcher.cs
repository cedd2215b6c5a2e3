using Microsoft.Extensions.Logging;
using Nomen.Client.Caching.Refreshing;
using Nomen.Client.Caching.SecondLevel;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Asks the upstream for what the cache does not have, once for all who ask the same meanwhile, and has it kept.</summary>
internal sealed partial class CacheFetcher : IAsyncDisposable
{
    /// <summary>Questions under way above which one ends with its last asker: who asks for old names and leaves would fill the memory with those that nobody waits for.</summary>
    private const int MaxDetached = 4096;

    private readonly IDnsTransport _inner;
    private readonly CacheTransportOptions _options;
    private readonly CacheFiller _filler;
    private readonly ClientSubnets? _subnets;
    private readonly CacheMeter _meter;
    private readonly TimeProvider _clock;
    private readonly SharedLookup? _shared;
    private readonly AskerResponse _asker;
    private readonly SharedFlight<FlightKey, CacheFill> _flights;

    public CacheFetcher(
        IDnsTransport inner, CacheTransportOptions options, CacheFiller filler, ClientSubnets? subnets, SharedLookup? shared, CacheMeter meter, TimeProvider clock, ILogger logger)
    {
        _inner = inner;
        _options = options;
        _filler = filler;
        _subnets = subnets;
        _meter = meter;
        _clock = clock;
        _shared = shared;
        _asker = new AskerResponse(new CacheRules(options), subnets);
        _flights = new SharedFlight<FlightKey, CacheFill>(onUnobservedFailure: (key, exception) => Log.RefreshFailed(logger, key.Question, exception));
    }

    /// <summary>The request as the upstream gets it.</summary>
    public DnsRequest UpstreamRequest(DnsRequest request)
    {
        request = _subnets?.ForUpstream(request) ?? request;
        bool addsDo = _options.Upstream == DnssecUpstream.AlwaysDnssec
            && request.Edns is { DnssecOk: false }
            && request.Question is { Type: not (DnsType.RRSIG or DnsType.NSEC or DnsType.NSEC3) };
        return addsDo ? request.With(request.Edns! with { DnssecOk = true }) : request;
    }

    /// <summary>The response for one who has to wait for it.</summary>
    public async ValueTask<DnsResponse> AskAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        FetchState state = new(this, UpstreamRequest(request));
        return Deliver(await WaitAsync(state, request, cancellationToken), request);
    }

    /// <summary>What an asker gets of what a flight brought, or the exception.</summary>
    public DnsResponse Deliver(CacheFill fill, DnsRequest request)
    {
        foreach (ExtendedError note in fill.Notes)
        {
            request.Context?.Note(note);
        }

        return fill.Error is { } error ? throw error.ToException() : _asker.Of(request, fill, _clock.GetTimestamp());
    }

    /// <summary>Joins the flight of a request, or starts it.</summary>
    /// <param name="state">The asker's part.</param>
    /// <param name="detached">Whether it goes on when nobody waits any more, unless <see cref="MaxDetached"/> are under way.</param>
    /// <param name="cancellationToken">Ends this asker's wait alone.</param>
    public ValueTask<CacheFill> FlyAsync(FetchState state, bool detached, CancellationToken cancellationToken) =>
        _flights.JoinAsync(
            FlightKey.Of(state.Request), state, static (state, token) => state.Start(token), detached && _flights.Count < MaxDetached, cancellationToken);

    /// <summary>Starts a flight that nobody waits for; false when one is under way, or the cache is disposed.</summary>
    public bool TryRefresh(DnsRequest upstream, RefreshFlight flight) =>
        _flights.TryStart(FlightKey.Of(upstream), flight, static (flight, token) => flight.RunAsync(token));

    /// <summary>Looks into the second level before the upstream is asked; the operation of a flight that somebody waits for. A refresh asks the upstream: the second level has what is to be refreshed.</summary>
    public ValueTask<CacheFill> FindAsync(DnsRequest request, CancellationToken cancellationToken) =>
        _shared is null ? FetchAsync(request, cancellationToken) : FindSharedAsync(_shared, request, cancellationToken);

    /// <summary>Runs one question to the upstream and keeps what comes; the operation of a flight.</summary>
    public async ValueTask<CacheFill> FetchAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        // The flight outlives any asker, so that it has a deadline and a budget of its own.
        QueryContext context = new(_clock, _options.Timeout)
        {
            Client = request.Context?.Client,
            ClientProtocol = request.Context?.ClientProtocol ?? DnsProtocol.None,
            IsClientPrivate = request.Context?.IsClientPrivate ?? false,
            Trace = request.Context?.Trace,
        };
        int epoch = _filler.Epoch;
        try
        {
            DnsRequest upstream = request.With(context);
            (DnsRequest asked, DnsResponse response) = _subnets is null
                ? new SubnetReply(upstream, await _inner.SendAsync(upstream, cancellationToken))
                : await _subnets.AskAsync(_inner, upstream, cancellationToken);
            NotCached reason = _filler.Keep(asked, response, context.ExtendedErrors, epoch, _clock.GetTimestamp());
            bool isAnswer = response.Rcode is Rcode.NoError or Rcode.NxDomain && CacheRules.Resolves(reason);
            return new CacheFill(asked, response, Error: null, context.ExtendedErrors) { IsAnswer = isAnswer };
        }
        catch (DnsTransportException failure)
        {
            _filler.Keep(request, failure.Error, epoch, _clock.GetTimestamp());
            return new CacheFill(request, Response: null, failure.Error, context.ExtendedErrors);
        }
        catch (OperationCanceledException cancelled) when (!cancellationToken.IsCancellationRequested)
        {
            // A timer of the upstream's own: nobody who asks here has cancelled anything, and is to be told so.
            TransportError error = new(TransportFailure.Timeout) { Question = request.Question, Cause = cancelled };
            _filler.Keep(request, error, epoch, _clock.GetTimestamp());
            return new CacheFill(request, Response: null, error, context.ExtendedErrors);
        }
    }

    /// <summary>Fails those who wait, ends what is under way, and disposes the transport underneath.</summary>
    public async ValueTask DisposeAsync()
    {
        await _flights.DisposeAsync();
        await _inner.DisposeAsync();
    }

    private async ValueTask<CacheFill> FindSharedAsync(SharedLookup shared, DnsRequest request, CancellationToken cancellationToken) =>
        await shared.FindAsync(request, cancellationToken) ?? await FetchAsync(request, cancellationToken);

    /// <summary>Waits for the flight, or for a question of the asker's own, no longer than its own deadline.</summary>
    private async ValueTask<CacheFill> WaitAsync(FetchState state, DnsRequest request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource? deadline = request.Context is { } context ? new CancellationTokenSource(context.Remaining, _clock) : null;
        using CancellationTokenSource? both = deadline is null ? null : CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            CancellationToken token = both?.Token ?? cancellationToken;
            ValueTask<CacheFill> flight = _options.JoinRequests ? FlyAsync(state, detached: false, token) : state.Start(token);
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
}
