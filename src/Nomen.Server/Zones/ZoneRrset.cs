using System.Collections.Immutable;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Server.Zones;

/// <summary>The records of one owner and type, with the signatures that cover them (RFC 2181 section 5, RFC 4035 section 2.2). Immutable.</summary>
internal sealed class ZoneRrset
{
    public ZoneRrset(DomainName owner, DnsType type, ImmutableArray<ResourceRecord> records, ImmutableArray<ResourceRecord> signatures)
    {
        Owner = owner;
        Type = type;
        Records = records;
        Signatures = signatures;
        Targets = RdataNames.Targets(records);
        SignatureSet = signatures.IsEmpty ? this : new ZoneRrset(owner, DnsType.RRSIG, signatures, []);
    }

    /// <summary>Owner, in the letter case of the zone.</summary>
    public DomainName Owner { get; }

    /// <summary>Type of the records.</summary>
    public DnsType Type { get; }

    /// <summary>The records, all of one TTL; empty only when nothing but signatures is there.</summary>
    public ImmutableArray<ResourceRecord> Records { get; }

    /// <summary>RRSIG records that cover this type.</summary>
    public ImmutableArray<ResourceRecord> Signatures { get; }

    /// <summary>The signatures as an RRset of their own; this one when there are none.</summary>
    public ZoneRrset SignatureSet { get; }

    /// <summary>Names in the rdata whose addresses belong into the additional section (RFC 1035 section 3.3, RFC 2782, RFC 9460 section 4.1); for CNAME and DNAME the target.</summary>
    public ImmutableArray<DomainName> Targets { get; }

    /// <summary>The same RRset with a shorter life.</summary>
    public ZoneRrset WithTtl(uint ttl) => new(
        Owner,
        Type,
        [.. Records.Select(record => record with { Ttl = ttl })],
        [.. Signatures.Select(record => record with { Ttl = Math.Min(ttl, record.Ttl) })]);
}
