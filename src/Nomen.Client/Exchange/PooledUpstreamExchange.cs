using System.Runtime.CompilerServices;
using Nomen.Client.Datagram;
using Nomen.Client.DatagramStream;
using Nomen.Client.Services;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Exchange;

/// <summary>The default exchange: one <see cref="DatagramStreamTransport"/> for each server, kept for as long as it is among those used last.</summary>
/// <remarks>Holds what is known of each server: round-trip time, EDNS, letter case, cookies. Owns the transports. Thread-safe.</remarks>
public sealed class PooledUpstreamExchange : IUpstreamExchange
{
    private readonly Func<UpstreamTarget, DatagramStreamTransport> _create;
    private readonly int _maxTargets;
    private readonly Lock _lock = new();
    private readonly Dictionary<UpstreamTarget, LinkedListNode<PooledUpstream>> _byTarget = [];

    /// <summary>The servers, last used first.</summary>
    private readonly LinkedList<PooledUpstream> _byUse = new();

    private bool _isDisposed;

    /// <summary>Makes an empty pool.</summary>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="services">Clock, chance, scheduler, log; null for the system's.</param>
    public PooledUpstreamExchange(PooledUpstreamExchangeOptions? options = null, TransportServices? services = null)
        : this(Creator(options ?? new PooledUpstreamExchangeOptions(), services), (options ?? new PooledUpstreamExchangeOptions()).MaxTargets)
    {
    }

    /// <summary>Makes a pool of given transports, for tests.</summary>
    internal PooledUpstreamExchange(Func<UpstreamTarget, DatagramStreamTransport> create, int maxTargets)
    {
        _create = create;
        _maxTargets = maxTargets;
    }

    /// <summary>Servers in the pool.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _byUse.Count;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<ExchangeResult> ExchangeAsync(UpstreamTarget target, DnsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        StreamTransport.ThrowIfTransfer(request);
        return RunAsync(target, request, cancellationToken);
    }

    /// <inheritdoc/>
    public bool TryGetFacts(UpstreamTarget target, out ServerFacts facts)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (_lock)
        {
            bool isKnown = _byTarget.TryGetValue(target, out LinkedListNode<PooledUpstream>? node);
            facts = isKnown ? node!.Value.Facts : default;
            return isKnown;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        PooledUpstream[] upstreams;
        lock (_lock)
        {
            _isDisposed = true;
            upstreams = [.. _byUse];
            _byUse.Clear();
            _byTarget.Clear();
        }

        foreach (PooledUpstream upstream in upstreams)
        {
            await upstream.Transport.DisposeAsync();
        }
    }

    private static Func<UpstreamTarget, DatagramStreamTransport> Creator(PooledUpstreamExchangeOptions options, TransportServices? services) => target =>
        new DatagramStreamTransport(
            new DatagramTransport(target.EndPoint, options.Datagram, services),
            new MultiStreamTransport(target.EndPoint, options.MultiStream, services),
            options.DatagramStream,
            services);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ExchangeResult> RunAsync(UpstreamTarget target, DnsRequest request, CancellationToken cancellationToken)
    {
        if (Enter(target, out PooledUpstream? evicted) is not { } upstream)
        {
            return new ExchangeResult(new TransportError(TransportFailure.Disposed) { Question = request.Question });
        }

        UpstreamOutcome? outcome = null;
        try
        {
            if (evicted is not null)
            {
                await evicted.Transport.DisposeAsync();
            }

            outcome = await upstream.Transport.ExchangeAsync(request, cancellationToken);
        }
        finally
        {
            Leave(upstream, outcome);
        }

        return outcome is { Response: { } response } ? new ExchangeResult(response) : new ExchangeResult(outcome.Value.Error!);
    }

    private PooledUpstream? Enter(UpstreamTarget target, out PooledUpstream? evicted)
    {
        evicted = null;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return null;
            }

            if (_byTarget.TryGetValue(target, out LinkedListNode<PooledUpstream>? node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
            }
            else
            {
                evicted = _byUse.Count >= _maxTargets ? TakeUnusedUnderLock() : null;
                node = _byUse.AddFirst(new PooledUpstream(target, _create(target)));
                _byTarget.Add(target, node);
            }

            node.Value.Users++;
            return node.Value;
        }
    }

    private PooledUpstream? TakeUnusedUnderLock()
    {
        for (LinkedListNode<PooledUpstream>? node = _byUse.Last; node is not null; node = node.Previous)
        {
            if (node.Value.Users == 0)
            {
                _byUse.Remove(node);
                _byTarget.Remove(node.Value.Target);
                return node.Value;
            }
        }

        return null;
    }

    private void Leave(PooledUpstream upstream, UpstreamOutcome? outcome)
    {
        lock (_lock)
        {
            upstream.Users--;
            if (outcome is { } known)
            {
                upstream.Learn(known);
            }
        }
    }
}
