using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Server.Zones;

/// <summary>One zone in memory, checked and immutable (RFC 1034 section 4.2). Made by <see cref="ZoneBuilder"/>; safe to share.</summary>
/// <remarks>Every name is in one table, empty non-terminals included, so that a look-up walks down from the apex and stops at the first name that is missing.</remarks>
public sealed class Zone
{
    private readonly FrozenDictionary<DomainName, ZoneNode> _nodes;
    private readonly FrozenDictionary<DomainName, ZoneNode>.AlternateLookup<ReadOnlySpan<byte>> _nodesByWire;

    internal Zone(DomainName apex, DnsClass @class, IReadOnlyDictionary<DomainName, ZoneNode> nodes)
    {
        _nodes = nodes.ToFrozenDictionary(DomainNameComparer.Default);
        _nodesByWire = _nodes.GetAlternateLookup<ReadOnlySpan<byte>>();
        Apex = apex;
        Class = @class;
        ApexNode = _nodes[apex];
        Soa = ApexNode.TryFind(DnsType.SOA, out ZoneRrset? soa) ? soa : throw new ArgumentException("A zone has an SOA at its apex.", nameof(nodes));
        SoaData data = (SoaData)Soa.Records[0].Data;
        Serial = data.Serial;

        // RFC 2308 section 3: what says "no" lives as long as the lower of the SOA's own TTL and its MINIMUM field.
        NegativeSoa = Soa.WithTtl(Math.Min(Soa.Records[0].Ttl, data.Minimum));
        NsecOwners = [.. _nodes.Values.Where(node => node.TryFind(DnsType.NSEC, out _)).Select(node => node.Owner).Order()];
    }

    /// <summary>Name of the zone.</summary>
    public DomainName Apex { get; }

    /// <summary>Class of all its records.</summary>
    public DnsClass Class { get; }

    /// <summary>Serial number, from the SOA.</summary>
    public uint Serial { get; }

    /// <summary>Number of names, empty non-terminals included.</summary>
    public int NameCount => _nodes.Count;

    /// <summary>Every record, SOA first, then by name in canonical order (RFC 4034 section 6.1).</summary>
    public IEnumerable<ResourceRecord> Records => EnumerateRecords();

    /// <summary>The SOA as it is.</summary>
    internal ZoneRrset Soa { get; }

    /// <summary>The SOA as negative answers carry it.</summary>
    internal ZoneRrset NegativeSoa { get; }

    internal ZoneNode ApexNode { get; }

    /// <summary>Names with NSEC records in canonical order; empty for a zone without.</summary>
    internal ImmutableArray<DomainName> NsecOwners { get; }

    /// <summary>The node of a name given as uncompressed wire octets; false when the zone has no such name, also when it is a wildcard's to make.</summary>
    internal bool TryFindNode(ReadOnlySpan<byte> name, [NotNullWhen(true)] out ZoneNode? node) => _nodesByWire.TryGetValue(name, out node);

    /// <summary>The wildcard right below a name, the source of synthesis (RFC 4592 section 3.3.1).</summary>
    internal bool TryFindWildcard(DomainName encloser, [NotNullWhen(true)] out ZoneNode? node)
    {
        if (encloser.Length + 2 > DomainName.MaxLength)
        {
            node = null;
            return false;
        }

        Span<byte> wire = stackalloc byte[DomainName.MaxLength];
        "\u0001*"u8.CopyTo(wire);
        encloser.Wire.CopyTo(wire[2..]);
        return _nodesByWire.TryGetValue(wire[..(encloser.Length + 2)], out node);
    }

    private IEnumerable<ResourceRecord> EnumerateRecords()
    {
        yield return Soa.Records[0];
        foreach (ZoneNode node in _nodes.Values.OrderBy(node => node.Owner))
        {
            foreach (ZoneRrset rrset in node.Rrsets)
            {
                foreach (ResourceRecord record in rrset.Type == DnsType.SOA ? rrset.Signatures : rrset.Records.AddRange(rrset.Signatures))
                {
                    yield return record;
                }
            }
        }
    }
}
