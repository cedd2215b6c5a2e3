using System.Collections.Immutable;
using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>Spreads requests over upstreams of like speed, by queue length and weight, within the limits of each.</summary>
/// <remarks>
/// Differs from <see cref="RedundantTransport"/> in the order alone: upstreams within a factor of the fastest share the load, slower
/// ones come last. Times, hedging, deferral and the circuit breaker (RFC 9520 section 3.2) are the same. Place it under cache and
/// validator, over network transports, which it owns. Thread-safe; upstreams may come and go while it works.
/// </remarks>
public sealed class LoadBalancingTransport : IDnsStreamingTransport
{
    private readonly UpstreamSet _upstreams;
    private readonly HedgingEngine _engine;

    /// <summary>Puts upstreams together.</summary>
    /// <param name="upstreams">The upstreams, owned from now on; may be none.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    /// <exception cref="ArgumentException">Two options do not go together, or two labels are equal.</exception>
    public LoadBalancingTransport(IEnumerable<Upstream> upstreams, LoadBalancingTransportOptions? options = null, TransportServices? services = null)
    {
        options ??= new LoadBalancingTransportOptions();
        services ??= TransportServices.Default;
        HedgeRules rules = new(options.Hedging, options.Breaker, options.Timeout, services.TimeProvider.TimestampFrequency);
        _upstreams = new UpstreamSet(upstreams, rules);
        _engine = new HedgingEngine(_upstreams, new BalancedOrder(options.SlowFactor), rules, services);
    }

    /// <inheritdoc/>
    /// <exception cref="DnsTransportException">No upstream had a response; the message says of each why. <see cref="TransportFailure.NoUpstream"/> when none could be asked: all full, or over their burst.</exception>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowIfTransfer(request);
        return _engine.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc cref="RedundantTransport.SendStreamingAsync"/>
    public IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowUnlessTransfer(request);
        return TransferSelection.SendAsync(_engine, request, cancellationToken);
    }

    /// <inheritdoc cref="RedundantTransport.Add"/>
    public string Add(Upstream upstream) => _upstreams.Add(upstream);

    /// <inheritdoc cref="RedundantTransport.RemoveAsync"/>
    public ValueTask<bool> RemoveAsync(string label, CancellationToken cancellationToken = default) => _upstreams.RemoveAsync(label, cancellationToken);

    /// <inheritdoc cref="RedundantTransport.GetStatistics"/>
    public ImmutableArray<UpstreamStatistics> GetStatistics() => _upstreams.Snapshot();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _upstreams.DisposeAsync();
}
