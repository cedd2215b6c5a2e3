using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Server.Zones;

/// <summary>The rules that records must keep to make a zone, and what breaks them.</summary>
internal sealed class ZoneProblems
{
    // Enough to see the pattern; a wrong file of a million lines must not become a message of a million sentences.
    private const int MostTold = 20;

    private readonly List<string> _problems = [];

    public void Add(string problem)
    {
        if (_problems.Count < MostTold)
        {
            _problems.Add(problem);
        }
    }

    public void Check(DomainName apex, IReadOnlyDictionary<DomainName, ZoneNode> nodes)
    {
        CheckApex(nodes[apex]);
        foreach (ZoneNode node in nodes.Values)
        {
            CheckNode(node, apex);
            CheckNothingBelowDname(node, apex, nodes);
        }
    }

    public void ThrowIfAny(DomainName apex)
    {
        if (_problems.Count > 0)
        {
            throw new ZoneException(apex, [.. _problems]);
        }
    }

    /// <summary>RFC 1035 section 5.2: one SOA and at least one NS record at the top.</summary>
    private void CheckApex(ZoneNode apex)
    {
        if (!apex.TryFind(DnsType.SOA, out ZoneRrset? soa))
        {
            Add("There is no SOA record at the apex.");
        }
        else if (soa.Records.Length > 1)
        {
            Add("There is more than one SOA record at the apex.");
        }

        if (!apex.TryFind(DnsType.NS, out _))
        {
            Add("There is no NS record at the apex.");
        }
    }

    private void CheckNode(ZoneNode node, DomainName apex)
    {
        bool isApex = node.Owner == apex;
        if (!isApex && node.TryFind(DnsType.SOA, out _))
        {
            Add($"{node.Owner} SOA is not at the apex.");
        }

        if (node.TryFind(DnsType.CNAME, out ZoneRrset? cname))
        {
            // RFC 1034 section 3.6.2, RFC 4034 section 2.5: an alias stands alone, but for what signs it and proves it.
            if (cname.Records.Length > 1 || node.Rrsets.Any(other => other.Type is not (DnsType.CNAME or DnsType.NSEC or DnsType.KEY)))
            {
                Add($"{node.Owner} CNAME is not alone.");
            }
        }

        if (node.TryFind(DnsType.DNAME, out ZoneRrset? dname) && (dname.Records.Length > 1 || node.IsCut))
        {
            // RFC 6672 section 2.4, and section 2.3 for a zone cut.
            Add(node.IsCut ? $"{node.Owner} DNAME stands at a zone cut." : $"{node.Owner} has more than one DNAME record.");
        }
    }

    /// <summary>RFC 6672 section 2.4: nothing may exist below a DNAME.</summary>
    private void CheckNothingBelowDname(ZoneNode node, DomainName apex, IReadOnlyDictionary<DomainName, ZoneNode> nodes)
    {
        if (node.Rrsets.IsEmpty || node.Owner == apex)
        {
            return;
        }

        for (DomainName above = node.Owner.Parent; above.IsAtOrBelow(apex); above = above.Parent)
        {
            if (nodes.TryGetValue(above, out ZoneNode? ancestor) && ancestor.HasDname)
            {
                Add($"{node.Owner} lies below the DNAME record at {above}");
                return;
            }

            if (above.IsRoot)
            {
                return;
            }
        }
    }
}
