using System.Collections.Immutable;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Server.Zones;

/// <summary>Collects the records of one zone, checks them and makes a <see cref="Zone"/>. Not thread-safe.</summary>
/// <remarks>
/// Duplicates are dropped and the TTLs of an RRset lowered to its lowest (RFC 2181 sections 5 and 5.2). Data below a zone
/// cut is kept: addresses there are glue, anything else is never answered with.
/// </remarks>
public sealed class ZoneBuilder
{
    private readonly DomainName _apex;
    private readonly DnsClass _class;
    private readonly Dictionary<DomainName, SortedDictionary<DnsType, List<ResourceRecord>>> _names = new(DomainNameComparer.Default);
    private readonly HashSet<(DomainName Owner, DnsType Type, Rdata Data)> _seen = [];
    private readonly ZoneProblems _problems = new();

    /// <summary>Starts a zone.</summary>
    /// <param name="apex">Its name.</param>
    /// <param name="class">The class of all its records. Default IN.</param>
    public ZoneBuilder(DomainName apex, DnsClass @class = DnsClass.IN)
    {
        _apex = apex;
        _class = @class;
        _names[apex] = [];
    }

    /// <summary>A zone from its records; the SOA among them names the apex.</summary>
    /// <exception cref="ZoneException">The records do not make a zone.</exception>
    public static Zone Build(IEnumerable<ResourceRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        List<ResourceRecord> list = [.. records];
        ResourceRecord soa = list.Find(record => record.Type == DnsType.SOA)
            ?? throw new ZoneException(DomainName.Root, ["There is no SOA record, so nothing tells the name of the zone."]);
        return new ZoneBuilder(soa.Owner, soa.Class).AddRange(list).Build();
    }

    /// <summary>Adds a record. What is wrong with it is told by <see cref="Build()"/>.</summary>
    public ZoneBuilder Add(ResourceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Class != _class)
        {
            _problems.Add($"{record.Owner} {record.Type.ToMnemonic()} has class {record.Class.ToMnemonic()}, the zone has {_class.ToMnemonic()}.");
        }
        else if (!record.Owner.IsAtOrBelow(_apex))
        {
            _problems.Add($"{record.Owner} {record.Type.ToMnemonic()} lies outside the zone.");
        }
        else if (Typed(record) is not { } data)
        {
            _problems.Add($"{record.Owner} {record.Type.ToMnemonic()} has rdata that is not of its type's form.");
        }
        else if (_seen.Add((record.Owner, record.Type, data)))
        {
            SortedDictionary<DnsType, List<ResourceRecord>> types = TypesOf(record.Owner);
            if (!types.TryGetValue(record.Type, out List<ResourceRecord>? list))
            {
                types[record.Type] = list = [];
            }

            list.Add(record with { Data = data });
        }

        return this;
    }

    /// <summary>Adds records.</summary>
    public ZoneBuilder AddRange(IEnumerable<ResourceRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        foreach (ResourceRecord record in records)
        {
            Add(record);
        }

        return this;
    }

    /// <summary>Checks what was added and makes the zone.</summary>
    /// <exception cref="ZoneException">The records do not make a zone; the exception lists every problem.</exception>
    public Zone Build()
    {
        Dictionary<DomainName, ZoneNode> nodes = new(DomainNameComparer.Default);
        foreach ((DomainName owner, SortedDictionary<DnsType, List<ResourceRecord>> types) in _names)
        {
            nodes[owner] = new ZoneNode(owner, Rrsets(owner, types), owner == _apex);
        }

        _problems.Check(_apex, nodes);
        _problems.ThrowIfAny(_apex);
        return new Zone(_apex, _class, nodes);
    }

    private static ImmutableArray<ZoneRrset> Rrsets(DomainName owner, SortedDictionary<DnsType, List<ResourceRecord>> types)
    {
        ILookup<DnsType, ResourceRecord> signatures = types.GetValueOrDefault(DnsType.RRSIG, []).ToLookup(record => ((RrsigData)record.Data).TypeCovered);
        IEnumerable<DnsType> present = types.Keys.Where(type => type != DnsType.RRSIG).Union(signatures.Select(group => group.Key)).Order();
        return
        [
            .. present.Select(type =>
            {
                List<ResourceRecord> records = types.GetValueOrDefault(type, []);
                uint ttl = records.Count == 0 ? 0 : records.Min(record => record.Ttl);
                return new ZoneRrset(owner, type, [.. records.Select(record => record.Ttl == ttl ? record : record with { Ttl = ttl })], [.. signatures[type]]);
            }),
        ];
    }

    /// <summary>The data as its type has it, also when it was given as octets (RFC 3597 section 5); null when those are wrong.</summary>
    private static Rdata? Typed(ResourceRecord record)
    {
        // Types may have another form outside of class IN (RFC 1035 section 3.4): there the octets stay what they are.
        if (record.Data is not UnknownData octets || record.Class != DnsClass.IN)
        {
            return record.Data;
        }

        return Rdata.TryFromWire(record.Type, octets.Octets.Span, out Rdata? typed, out _) ? typed : null;
    }

    /// <summary>The types at a name; makes the name and the empty non-terminals above it when it is new.</summary>
    private SortedDictionary<DnsType, List<ResourceRecord>> TypesOf(DomainName owner)
    {
        if (!_names.TryGetValue(owner, out SortedDictionary<DnsType, List<ResourceRecord>>? types))
        {
            _names[owner] = types = [];
            for (DomainName above = owner.Parent; _names.TryAdd(above, []); above = above.Parent)
            {
            }
        }

        return types;
    }
}
