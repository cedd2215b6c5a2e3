using System.Collections.Frozen;
using System.Collections.Immutable;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Routing;

/// <summary>Which transport answers for which zone. Looking up takes no lock and allocates nothing; a change makes a new table.</summary>
internal sealed class RouteTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IDnsTransport, RoutedTransport> _transports = new(ReferenceEqualityComparer.Instance);
    private FrozenDictionary<DomainName, RoutedTransport> _routes = FrozenDictionary<DomainName, RoutedTransport>.Empty;
    private bool _isClosed;

    /// <summary>The zones.</summary>
    public ImmutableArray<DomainName> Zones => [.. Volatile.Read(ref _routes).Keys.Order()];

    /// <summary>Whether the table was closed for good.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _isClosed;
            }
        }
    }

    /// <summary>The route of the longest suffix; null when no suffix has one, the root included.</summary>
    /// <remarks>DS records are on the parent's side of a zone cut (RFC 4035 section 3.1.4.1): a question for them begins one label further up.</remarks>
    public RoutedTransport? Find(DnsQuestion? question)
    {
        FrozenDictionary<DomainName, RoutedTransport>.AlternateLookup<ReadOnlySpan<byte>> routes = Volatile.Read(ref _routes).GetAlternateLookup<ReadOnlySpan<byte>>();
        DomainName name = question?.Name ?? DomainName.Root;
        ReadOnlySpan<byte> suffix = name.Wire;
        suffix = question is { Type: DnsType.DS } && !name.IsRoot ? suffix[(suffix[0] + 1)..] : suffix;
        while (true)
        {
            if (routes.TryGetValue(suffix, out RoutedTransport? route))
            {
                return route;
            }

            if (suffix.Length == 1)
            {
                return null;
            }

            suffix = suffix[(suffix[0] + 1)..];
        }
    }

    /// <summary>Sets the route of a zone.</summary>
    /// <returns>The transport that no route leads to any more; null for none.</returns>
    /// <exception cref="ObjectDisposedException">The table is closed.</exception>
    public RoutedTransport? Set(DomainName zone, IDnsTransport transport)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (!_transports.TryGetValue(transport, out RoutedTransport? routed))
            {
                _transports[transport] = routed = new RoutedTransport(transport);
            }

            // Counted before the old one goes: they may be the same.
            routed.Routes++;
            RoutedTransport? left = ForgetUnderLock(zone);
            PublishUnderLock(new Dictionary<DomainName, RoutedTransport>(_routes) { [zone] = routed });
            return left;
        }
    }

    /// <summary>Removes the route of a zone.</summary>
    /// <returns>Whether there was one, and the transport that no route leads to any more.</returns>
    public (bool Found, RoutedTransport? Left) Remove(DomainName zone)
    {
        lock (_lock)
        {
            if (!_routes.ContainsKey(zone))
            {
                return (false, null);
            }

            RoutedTransport? left = ForgetUnderLock(zone);
            Dictionary<DomainName, RoutedTransport> routes = new(_routes);
            routes.Remove(zone);
            PublishUnderLock(routes);
            return (true, left);
        }
    }

    /// <summary>Removes all routes for good, and gives the transports.</summary>
    public ImmutableArray<IDnsTransport> Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            ImmutableArray<IDnsTransport> transports = [.. _transports.Keys];
            _transports.Clear();
            PublishUnderLock([]);
            return transports;
        }
    }

    private RoutedTransport? ForgetUnderLock(DomainName zone)
    {
        if (!_routes.TryGetValue(zone, out RoutedTransport? old) || --old.Routes > 0)
        {
            return null;
        }

        _transports.Remove(old.Transport);
        return old;
    }

    private void PublishUnderLock(Dictionary<DomainName, RoutedTransport> routes) =>
        Volatile.Write(ref _routes, routes.ToFrozenDictionary(DomainNameComparer.Default));
}
