using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Server.Zones;

/// <summary>Finds the NSEC record that speaks about a name (RFC 4034 section 4, RFC 4035 section 3.1.3).</summary>
internal static class ZoneDenial
{
    /// <summary>The NSEC at the name or at the last one before it in canonical order; the zone has NSEC records.</summary>
    public static ZoneRrset Covering(Zone zone, DomainName name)
    {
        int index = zone.NsecOwners.AsSpan().BinarySearch(name);

        // The apex comes first of all names and has an NSEC in every zone signed with them; if not, any of them is as good.
        DomainName owner = zone.NsecOwners[index >= 0 ? index : Math.Max(0, ~index - 1)];
        return zone.TryFindNode(owner.Wire, out ZoneNode? node) && node.TryFind(DnsType.NSEC, out ZoneRrset? nsec)
            ? nsec
            : throw new InvalidOperationException($"The NSEC table of {zone.Apex} names {owner}, which has none.");
    }
}
