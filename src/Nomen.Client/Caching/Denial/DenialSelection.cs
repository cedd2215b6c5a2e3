using Nomen.Dns.Names;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching.Denial;

/// <summary>Finds what a zone's proofs say about names, for an operator who wants it forgotten.</summary>
internal static class DenialSelection
{
    /// <summary>All without which no answer for this name can be made.</summary>
    public static List<DenialRrset> About(DenialZone zone, DomainName name)
    {
        byte[] key = KeyOf(name);
        List<DenialRrset> found = [.. zone.Wildcards.Snapshot().Where(wildcard => wildcard.Owner == name)];
        if (zone.Nsec.AtOrBefore(key) is { } nsec && (nsec.Is(key) || nsec.Covers(key)))
        {
            found.Add(nsec);
        }

        if (zone.Nsec3 is { } chain)
        {
            found.AddRange(About(chain, zone.Apex, name));
        }

        if (name == zone.Apex && zone.Soa is { } soa)
        {
            found.Add(soa);
        }

        return found;
    }

    /// <summary>The same for this name and all below it. Hashes do not tell which lie there: all of them go.</summary>
    public static List<DenialRrset> AtOrBelow(DenialZone zone, DomainName name)
    {
        byte[] key = KeyOf(name);
        return
        [
            .. zone.Nsec.Snapshot().Where(nsec => nsec.Covers(key) || nsec.Key.AsSpan().StartsWith(key)),
            .. zone.Wildcards.Snapshot().Where(wildcard => wildcard.Owner.IsAtOrBelow(name)),
            .. zone.Nsec3?.Rrsets.Snapshot() ?? [],
        ];
    }

    /// <summary>The record of the name, and those that cover it or a name above it: any of these may be its next closer name.</summary>
    private static IEnumerable<DenialRrset> About(Nsec3Chain chain, DomainName apex, DomainName name)
    {
        byte[] hash = new byte[Nsec3Hash.Length];
        for (DomainName at = name; ; at = at.Parent)
        {
            chain.Hash(at.Wire, hash);
            if (chain.Rrsets.AtOrBefore(hash) is { } found && (found.Covers(hash) || (at == name && found.Is(hash))))
            {
                yield return found;
            }

            if (at == apex)
            {
                yield break;
            }
        }
    }

    private static byte[] KeyOf(DomainName name)
    {
        byte[] key = new byte[NameKey.MaxLength];
        return key[..NameKey.Write(name.Wire, key)];
    }
}
