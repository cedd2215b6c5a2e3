using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Server.Zones;

/// <summary>The zones that a server answers from. Immutable; to change one, make another set.</summary>
public sealed class ZoneSet
{
    private readonly FrozenDictionary<DomainName, ImmutableArray<Zone>> _zones;

    /// <summary>Takes zones.</summary>
    /// <exception cref="ArgumentException">Two zones have the same name and class.</exception>
    public ZoneSet(params IEnumerable<Zone> zones)
    {
        ArgumentNullException.ThrowIfNull(zones);
        Zones = [.. zones];
        _zones = Zones.GroupBy(zone => zone.Apex).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), DomainNameComparer.Default);
        foreach (ImmutableArray<Zone> group in _zones.Values)
        {
            if (group.DistinctBy(zone => zone.Class).Count() != group.Length)
            {
                throw new ArgumentException($"Two zones are named {group[0].Apex}.", nameof(zones));
            }
        }
    }

    /// <summary>No zones: every name is REFUSED.</summary>
    public static ZoneSet Empty { get; } = new([]);

    /// <summary>The zones, as they were given.</summary>
    public ImmutableArray<Zone> Zones { get; }

    /// <summary>The zone with exactly this name.</summary>
    public bool TryGet(DomainName apex, DnsClass @class, [NotNullWhen(true)] out Zone? zone)
    {
        if (_zones.TryGetValue(apex, out ImmutableArray<Zone> group))
        {
            foreach (Zone candidate in group)
            {
                if (candidate.Class == @class)
                {
                    zone = candidate;
                    return true;
                }
            }
        }

        zone = null;
        return false;
    }

    /// <summary>The nearest zone at or above a name (RFC 1034 section 4.3.2 step 2).</summary>
    public bool TryFind(DomainName name, DnsClass @class, [NotNullWhen(true)] out Zone? zone)
    {
        while (!TryGet(name, @class, out zone))
        {
            if (name.IsRoot)
            {
                return false;
            }

            name = name.Parent;
        }

        return true;
    }

    /// <summary>The nearest zone strictly above a name: the one that has the DS records of a cut (RFC 4035 section 3.1.4.1).</summary>
    internal bool TryFindAbove(DomainName name, DnsClass @class, [NotNullWhen(true)] out Zone? zone)
    {
        zone = null;
        return !name.IsRoot && TryFind(name.Parent, @class, out zone);
    }
}
