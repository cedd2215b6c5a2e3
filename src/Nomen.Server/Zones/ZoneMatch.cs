using Nomen.Dns.Names;

namespace Nomen.Server.Zones;

/// <summary>Where the walk from the apex down to a name ended.</summary>
/// <param name="Kind">Why it ended.</param>
/// <param name="Node">The node that it ended at.</param>
internal readonly record struct ZoneMatch(ZoneMatchKind Kind, ZoneNode Node)
{
    /// <summary>Matches a name at or below the apex, label by label (RFC 1034 section 4.3.2 step 3). Costs one look-up for each label that exists, and one more.</summary>
    public static ZoneMatch Find(Zone zone, DomainName name)
    {
        ReadOnlySpan<byte> wire = name.Wire;
        Span<byte> starts = stackalloc byte[DomainName.MaxLabels];
        int below = 0;
        for (int position = 0; position < wire.Length - zone.Apex.Length; position += wire[position] + 1)
        {
            starts[below++] = (byte)position;
        }

        ZoneNode node = zone.ApexNode;
        while (below-- > 0)
        {
            if (node.HasDname)
            {
                return new ZoneMatch(ZoneMatchKind.Dname, node);
            }

            if (!zone.TryFindNode(wire[starts[below]..], out ZoneNode? child))
            {
                return new ZoneMatch(ZoneMatchKind.Missing, node);
            }

            node = child;
            if (node.IsCut)
            {
                return new ZoneMatch(ZoneMatchKind.Cut, node);
            }
        }

        return new ZoneMatch(ZoneMatchKind.Exact, node);
    }
}
