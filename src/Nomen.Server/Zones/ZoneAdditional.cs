using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Server.Zones;

/// <summary>Step 6 of RFC 1034 section 4.3.2: addresses of the names that answer and referral point to.</summary>
internal static class ZoneAdditional
{
    // Over a handful of names the asker is better served by a message that fits; Unbound and NSD cut at the message's size alone.
    private const int MostTargets = 20;

    /// <summary>Adds addresses, those of a referral first: without in-domain glue it leads nowhere (RFC 9471).</summary>
    public static void Add(ZoneSet zones, DnsClass @class, bool dnssecOk, ZoneAnswer answer)
    {
        int targets = 0;
        foreach (AnswerPart part in answer.Authority)
        {
            if (part.Rrset.Type == DnsType.NS)
            {
                // In-domain glue first: it must be there, sibling glue may.
                AddTargets(zones, @class, answer, part.Rrset, isReferral: true, inDomain: true, ref targets);
                AddTargets(zones, @class, answer, part.Rrset, isReferral: true, inDomain: false, ref targets);
            }
        }

        foreach (AnswerPart part in answer.Answers)
        {
            if (part.Rrset.Type is not (DnsType.CNAME or DnsType.DNAME))
            {
                AddTargets(zones, @class, answer, part.Rrset, isReferral: false, inDomain: null, ref targets);
            }
        }

        if (dnssecOk)
        {
            AddSignatures(answer.Additional);
        }
    }

    /// <summary>RFC 4035 section 3.1.1: signed addresses bring their signatures, which stand last so that they are the first to go when room is short.</summary>
    private static void AddSignatures(List<AnswerPart> additional)
    {
        int addresses = additional.Count;
        for (int i = 0; i < addresses; i++)
        {
            if (!additional[i].Rrset.Signatures.IsEmpty)
            {
                additional.Add(new AnswerPart(additional[i].Rrset.SignatureSet, additional[i].Owner));
            }
        }
    }

    private static void AddTargets(ZoneSet zones, DnsClass @class, ZoneAnswer answer, ZoneRrset rrset, bool isReferral, bool? inDomain, ref int targets)
    {
        foreach (DomainName target in rrset.Targets)
        {
            bool isWanted = !target.IsRoot && (inDomain is not { } wanted || wanted == target.IsAtOrBelow(rrset.Owner));
            if (isWanted && targets < MostTargets && zones.TryFind(target, @class, out Zone? zone))
            {
                targets++;
                AddAddresses(zone, target, answer, isReferral);
            }
        }
    }

    private static void AddAddresses(Zone zone, DomainName target, ZoneAnswer answer, bool isReferral)
    {
        ZoneMatch match = ZoneMatch.Find(zone, target);
        ZoneNode? node = match.Kind switch
        {
            ZoneMatchKind.Exact => match.Node,
            // Glue lies below a cut: it is given with a referral and with nothing else (RFC 2181 section 5.4.1).
            ZoneMatchKind.Cut when isReferral && zone.TryFindNode(target.Wire, out ZoneNode? glue) => glue,
            _ => null,
        };

        foreach (ZoneRrset rrset in node?.Rrsets ?? [])
        {
            if (rrset.Type is DnsType.A or DnsType.AAAA && !rrset.Records.IsEmpty && !answer.Contains(rrset, target))
            {
                answer.Additional.Add(new AnswerPart(rrset, target));
            }
        }
    }
}
