using System.Collections.Immutable;
using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>Asks the upstream that answers fastest, the next one when it is late or fails, and keeps learning how fast each is.</summary>
/// <remarks>
/// Holds times, failures and a circuit breaker for each upstream (RFC 9520 section 3.2). The first useful answer wins; SERVFAIL, REFUSED and
/// failures are put off while another upstream may do better. Place it under cache and validator, over network transports,
/// which it owns. Thread-safe; upstreams may come and go while it works. Zone transfers go to one upstream that carries them.
/// </remarks>
public sealed class RedundantTransport : IDnsStreamingTransport
{
    private readonly UpstreamSet _upstreams;
    private readonly HedgingEngine _engine;

    /// <summary>Puts upstreams together.</summary>
    /// <param name="upstreams">The upstreams, owned from now on; may be none. Of equally fast ones the earlier is preferred.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    /// <exception cref="ArgumentException">Two options do not go together, or two labels are equal.</exception>
    public RedundantTransport(IEnumerable<Upstream> upstreams, RedundantTransportOptions? options = null, TransportServices? services = null)
    {
        options ??= new RedundantTransportOptions();
        services ??= TransportServices.Default;
        HedgeRules rules = new(options.Hedging, options.Breaker, options.Timeout, services.TimeProvider.TimestampFrequency);
        _upstreams = new UpstreamSet(upstreams, rules);
        _engine = new HedgingEngine(_upstreams, new LowestLatencyOrder(), rules, services);
    }

    /// <inheritdoc/>
    /// <exception cref="DnsTransportException">No upstream had a response; the message says of each why. <see cref="TransportFailure.NoUpstream"/> when none could be asked.</exception>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowIfTransfer(request);
        return _engine.SendAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Upstreams are tried in turn until one sends a first message; those that carry no streams are skipped.</remarks>
    /// <exception cref="DnsTransportException">No upstream had a response; <see cref="TransportFailure.NoUpstream"/> when none carries zone transfers.</exception>
    public IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowUnlessTransfer(request);
        return TransferSelection.SendAsync(_engine, request, cancellationToken);
    }

    /// <summary>Adds an upstream, owned from now on; it is asked from the next request on.</summary>
    /// <returns>Its label.</returns>
    /// <exception cref="ArgumentException">The label is taken.</exception>
    /// <exception cref="ObjectDisposedException">The transport was disposed.</exception>
    public string Add(Upstream upstream) => _upstreams.Add(upstream);

    /// <summary>Removes an upstream: it gets no more requests, those under way end, then its transport is disposed.</summary>
    /// <param name="label">Its label.</param>
    /// <param name="cancellationToken">Ends the wait: the transport is disposed at once, and what is under way there goes to the other upstreams.</param>
    /// <returns>False when there is none with that label.</returns>
    public ValueTask<bool> RemoveAsync(string label, CancellationToken cancellationToken = default) => _upstreams.RemoveAsync(label, cancellationToken);

    /// <summary>What is known of each upstream at this moment, in the order in which they were added.</summary>
    public ImmutableArray<UpstreamStatistics> GetStatistics() => _upstreams.Snapshot();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _upstreams.DisposeAsync();
}
