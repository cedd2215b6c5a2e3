using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Transports;

namespace Nomen.Client.Routing;

/// <summary>Sends a request to the transport of the zone that is the longest suffix of its query name: conditional forwarding.</summary>
/// <remarks>
/// A route for the root is the default. DS questions go to the parent zone's side (RFC 4035 section 3.1.4.1); a request without a
/// question takes the default. Changes no request; routes may change while it works. Place it under the cache, over the
/// transports of the zones, which it owns; one transport may serve several zones. Thread-safe.
/// </remarks>
public sealed class RoutingTransport : IDnsStreamingTransport
{
    private readonly RouteTable _routes = new();

    /// <summary>Makes a transport with routes.</summary>
    /// <param name="routes">Zones and their transports, owned from now on; may be none.</param>
    /// <exception cref="ArgumentException">A zone has two routes.</exception>
    public RoutingTransport(IEnumerable<KeyValuePair<DomainName, IDnsTransport>> routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        HashSet<DomainName> zones = [];
        foreach ((DomainName zone, IDnsTransport transport) in routes)
        {
            ArgumentNullException.ThrowIfNull(transport, nameof(routes));
            if (!zones.Add(zone))
            {
                throw new ArgumentException($"{zone} has two routes.", nameof(routes));
            }

            _routes.Set(zone, transport);
        }
    }

    /// <summary>The zones that have a route, in canonical order.</summary>
    public ImmutableArray<DomainName> Zones => _routes.Zones;

    /// <inheritdoc/>
    /// <exception cref="DnsTransportException">No route covers the name (<see cref="TransportFailure.NoRoute"/>), or the route's transport has no response.</exception>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowIfTransfer(request);
        return SendCheckedAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="DnsTransportException">No route covers the name, or its transport carries no zone transfers (<see cref="TransportFailure.NoRoute"/>).</exception>
    public IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        StreamTransport.ThrowUnlessTransfer(request);
        return TransferAsync(request, cancellationToken);
    }

    /// <summary>Sets the route of a zone. A transport that no route leads to any more ends its requests and is then disposed, which is waited for.</summary>
    /// <param name="zone">The zone; the root for the default.</param>
    /// <param name="transport">Its transport, owned from now on.</param>
    /// <param name="cancellationToken">Ends the wait: the old transport is disposed at once.</param>
    /// <exception cref="ObjectDisposedException">The transport was disposed.</exception>
    public async ValueTask SetAsync(DomainName zone, IDnsTransport transport, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        if (_routes.Set(zone, transport) is { } left)
        {
            await left.RetireAsync(cancellationToken);
        }
    }

    /// <summary>Removes the route of a zone; its names go to the next shorter suffix.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="cancellationToken">Ends the wait: the old transport is disposed at once.</param>
    /// <returns>False when the zone has no route.</returns>
    public async ValueTask<bool> RemoveAsync(DomainName zone, CancellationToken cancellationToken = default)
    {
        (bool found, RoutedTransport? left) = _routes.Remove(zone);
        if (left is not null)
        {
            await left.RetireAsync(cancellationToken);
        }

        return found;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IDnsTransport transport in _routes.Close())
        {
            await transport.DisposeAsync();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DnsResponse> SendCheckedAsync(DnsRequest request, CancellationToken cancellationToken)
    {
        RoutedTransport route = Enter(request.Question);
        try
        {
            return await route.Transport.SendAsync(request, cancellationToken);
        }
        finally
        {
            route.Leave();
        }
    }

    private async IAsyncEnumerable<DnsResponse> TransferAsync(DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RoutedTransport route = Enter(request.Question);
        try
        {
            if (route.Transport is not IDnsStreamingTransport transport)
            {
                throw Error(request.Question, "the route's transport carries no zone transfers");
            }

            await foreach (DnsResponse response in transport.SendStreamingAsync(request, cancellationToken))
            {
                yield return response;
            }
        }
        finally
        {
            route.Leave();
        }
    }

    /// <summary>Finds the route and begins a request there. A route that is leaving just now has been replaced already: look again.</summary>
    private RoutedTransport Enter(DnsQuestion? question)
    {
        while (_routes.Find(question) is { } route)
        {
            if (route.TryEnter())
            {
                return route;
            }
        }

        throw _routes.IsClosed ? new TransportError(TransportFailure.Disposed) { Question = question }.ToException() : Error(question, null);
    }

    private static DnsTransportException Error(DnsQuestion? question, string? detail) =>
        new TransportError(TransportFailure.NoRoute) { Question = question, Detail = detail }.ToException();
}
