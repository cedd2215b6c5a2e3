using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching.Denial;

/// <summary>Takes from responses what proves something about names that were not asked for: only what a validator found Secure, signed by the zone it is about (RFC 8198 section 7).</summary>
internal sealed class DenialFeed(DenialStore store, CacheTransportOptions cache)
{
    /// <summary>Most RRsets taken from one response. A denial has four; without a bound, a message of thousands would cost their square.</summary>
    private const int MaxRrsets = 16;

    /// <summary>The bit of compact answers that deny a name in the shape of NODATA (RFC 9824).</summary>
    private const DnsType NxName = (DnsType)128;

    /// <summary>Octets of an NSEC3 span that, when zero, tell that it was made for one question: real names would have to be 2^64 for such a gap.</summary>
    private const int EmptySpan = 8;

    private readonly uint _maxTtl = (uint)cache.MaxTtl.TotalSeconds;
    private readonly uint _maxNegativeTtl = (uint)cache.MaxNegativeTtl.TotalSeconds;

    /// <summary>Takes what a response has.</summary>
    public void Keep(DnsResponse response, long now)
    {
        if (response.Validation is not { } validation)
        {
            return;
        }

        DenialRrset? soa = null;
        int taken = 0;
        foreach (ValidatedRrset rrset in validation.Rrsets.OrderBy(static rrset => rrset.Type != DnsType.SOA))
        {
            if (rrset is not { Status: SecurityStatus.Secure, Signer: { } zone, Section: not DnsSection.Additional }
                || !rrset.Owner.IsAtOrBelow(zone)
                || taken++ >= MaxRrsets)
            {
                continue;
            }

            if (rrset.Type == DnsType.SOA && rrset.Owner == zone)
            {
                soa = KeepSoa(response.Message, rrset, now) ?? soa;
            }

            // RFC 9077 section 3: a proof lives no longer than the denial that it came with.
            uint most = soa is not null && soa.Zone == zone ? soa.Lifetime : _maxNegativeTtl;
            switch (rrset.Type)
            {
                case DnsType.NSEC:
                    KeepNsec(response.Message, rrset, most, now);
                    break;
                case DnsType.NSEC3:
                    KeepNsec3(response.Message, rrset, most, now);
                    break;
                default:
                    KeepAnswer(response.Message, rrset, now);
                    break;
            }
        }
    }

    private DenialRrset? KeepSoa(DnsMessage message, ValidatedRrset rrset, long now)
    {
        if (Read(message, rrset, rrset.Owner) is not { Count: 1, First: SoaData soa } records)
        {
            return null;
        }

        uint lifetime = Math.Min(Math.Min(records.Ttl, soa.Minimum), _maxNegativeTtl);
        DenialRrset kept = Make(message, rrset, rrset.Owner, DenialKind.Soa, records, key: [], lifetime, now);
        store.Add(kept);
        return kept;
    }

    private void KeepNsec(DnsMessage message, ValidatedRrset rrset, uint most, long now)
    {
        DomainName zone = rrset.Signer!.Value;
        if (rrset.WildcardSource is not null || Read(message, rrset, rrset.Owner) is not { Count: 1, First: NsecData nsec } records)
        {
            return;
        }

        DomainName next = nsec.NextName;
        bool isOfZone = next.IsAtOrBelow(zone)
            && (next == zone || rrset.Owner.CompareTo(next) < 0)
            && nsec.Types.Contains(DnsType.SOA) == (rrset.Owner == zone);

        // Made for one question, it covers nothing: the next name is the first that there can be (RFC 4470, RFC 9824).
        bool isLie = next.FirstLabel.SequenceEqual("\0"u8) || nsec.Types.Contains(NxName);
        if (isOfZone && !isLie)
        {
            store.Add(new DenialRrset
            {
                Kind = DenialKind.Nsec,
                Zone = zone,
                Owner = rrset.Owner,
                Type = rrset.Type,
                Key = KeyOf(rrset.Owner),
                NextKey = KeyOf(next),
                Types = nsec.Types,
                Records = records.Packed,
                Stored = now,
                Lifetime = Math.Min(records.Ttl, most),
                RecursionAvailable = (message.Flags & DnsFlags.RA) != 0,
            });
        }
    }

    private void KeepNsec3(DnsMessage message, ValidatedRrset rrset, uint most, long now)
    {
        DomainName zone = rrset.Signer!.Value;
        byte[] hash = new byte[Nsec3Hash.Length];
        if (rrset.WildcardSource is not null
            || rrset.Owner == zone
            || rrset.Owner.Parent != zone
            || !Nsec3Hash.TryReadLabel(rrset.Owner.FirstLabel, hash)
            || Read(message, rrset, rrset.Owner) is not { Count: 1, First: Nsec3Data nsec3 } records)
        {
            return;
        }

        // RFC 5155 section 8.1 and 8.2: unknown algorithms and flags prove nothing.
        bool isUsable = nsec3.HashAlgorithm == Nsec3Hash.Algorithm
            && nsec3.Flags <= 1
            && nsec3.Iterations <= store.Options.MaxNsec3Iterations
            && nsec3.NextHash.Length == Nsec3Hash.Length;
        if (isUsable && !IsEmptySpan(hash, nsec3.NextHash.Span))
        {
            DenialRrset proof = new()
            {
                Kind = DenialKind.Nsec3,
                Zone = zone,
                Owner = rrset.Owner,
                Type = rrset.Type,
                Key = hash,
                NextKey = nsec3.NextHash.ToArray(),
                Types = nsec3.Types,
                IsOptOut = nsec3.Flags == 1,
                Records = records.Packed,
                Stored = now,
                Lifetime = Math.Min(records.Ttl, most),
                RecursionAvailable = (message.Flags & DnsFlags.RA) != 0,
            };
            store.Add(proof, nsec3);
        }
    }

    private void KeepAnswer(DnsMessage message, ValidatedRrset rrset, long now)
    {
        if (rrset.Section != DnsSection.Answer)
        {
            return;
        }

        DomainName zone = rrset.Signer!.Value;
        if (rrset.WildcardSource is null)
        {
            store.Contradict(zone, rrset.Owner, rrset.Type);
        }

        // RFC 8198 section 5.3. Delegations and DNAME at wildcards mean nothing that is defined (RFC 4592 section 4).
        DomainName wildcard = rrset.WildcardSource ?? rrset.Owner;
        bool isExpandable = wildcard.IsWildcard
            && wildcard.Parent.IsAtOrBelow(zone)
            && rrset.Owner.IsBelow(wildcard.Parent)
            && rrset.Type is not (DnsType.NS or DnsType.DS or DnsType.SOA or DnsType.DNAME);
        if (isExpandable && Read(message, rrset, wildcard) is { } records)
        {
            byte[] name = KeyOf(wildcard);
            byte[] key = new byte[name.Length + 1 + sizeof(ushort)];
            DenialZone.WriteWildcardKey(name, rrset.Type, key);
            store.Add(Make(message, rrset, wildcard, DenialKind.Wildcard, records, key, Math.Min(records.Ttl, _maxTtl), now));
        }
    }

    /// <summary>Reads an RRset that was signed under this owner.</summary>
    private SecureRecords? Read(DnsMessage message, ValidatedRrset rrset, DomainName owner) =>
        SecureRecords.TryRead(message, rrset, owner.LabelCount - (owner.IsWildcard ? 1 : 0), cache.MaxEntryBytes);

    private static DenialRrset Make(
        DnsMessage message, ValidatedRrset rrset, DomainName owner, DenialKind kind, SecureRecords records, byte[] key, uint lifetime, long now) => new()
        {
            Kind = kind,
            Zone = rrset.Signer!.Value,
            Owner = owner,
            Type = rrset.Type,
            Key = key,
            Records = records.Packed,
            Stored = now,
            Lifetime = lifetime,
            RecursionAvailable = (message.Flags & DnsFlags.RA) != 0,
        };

    /// <summary>Whether next is owner and next to nothing: white lies (RFC 7129 appendix B).</summary>
    private static bool IsEmptySpan(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> next)
    {
        // The first octets of the difference, by subtraction from the last octet on.
        int borrow = 0;
        int high = 0;
        for (int i = hash.Length - 1; i >= 0; i--)
        {
            int digit = next[i] - hash[i] - borrow;
            borrow = digit < 0 ? 1 : 0;
            high |= i < EmptySpan ? digit & 0xff : 0;
        }

        // A zone whose one name is its own next covers everything else.
        return high == 0 && !hash.SequenceEqual(next);
    }

    private static byte[] KeyOf(DomainName name)
    {
        byte[] key = new byte[2 * name.Length];
        return key[..NameKey.Write(name.Wire, key)];
    }
}
