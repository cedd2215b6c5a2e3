using System.Collections.Immutable;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Client.Updates;

/// <summary>What must hold for an update to be made, checked by the server before it changes anything (RFC 2136 section 2.4).</summary>
public sealed class Prerequisite
{
    private readonly DomainName _owner;
    private readonly DnsType _type;
    private readonly DnsClass? _class;
    private readonly ImmutableArray<Rdata> _values;

    private Prerequisite(DomainName owner, DnsType type, DnsClass? @class, ImmutableArray<Rdata> values)
    {
        _owner = owner;
        _type = type;
        _class = @class;
        _values = values;
    }

    /// <summary>There are records of the name and type, whatever they are (RFC 2136 section 2.4.1).</summary>
    /// <param name="owner">The name.</param>
    /// <param name="type">The type.</param>
    public static Prerequisite RrsetExists(DomainName owner, DnsType type) => new(owner, type, DnsClass.ANY, []);

    /// <inheritdoc cref="RrsetExists(DomainName, DnsType)"/>
    public static Prerequisite RrsetExists(string owner, DnsType type) => RrsetExists(DomainName.Parse(owner), type);

    /// <summary>The records of the name and type are exactly these, TTLs aside (RFC 2136 section 2.4.2).</summary>
    /// <param name="owner">The name.</param>
    /// <param name="values">All of them, of one type.</param>
    /// <exception cref="ArgumentException">None, or of several types.</exception>
    public static Prerequisite RrsetIs(DomainName owner, params ImmutableArray<Rdata> values) =>
        values.Select(static value => value.Type).Distinct().Count() == 1
            ? new Prerequisite(owner, values[0].Type, null, values)
            : throw new ArgumentException("An RRset has one record or more, all of one type.", nameof(values));

    /// <inheritdoc cref="RrsetIs(DomainName, ImmutableArray{Rdata})"/>
    public static Prerequisite RrsetIs(string owner, params ImmutableArray<Rdata> values) => RrsetIs(DomainName.Parse(owner), values);

    /// <summary>There are no records of the name and type (RFC 2136 section 2.4.3).</summary>
    /// <param name="owner">The name.</param>
    /// <param name="type">The type.</param>
    public static Prerequisite RrsetDoesNotExist(DomainName owner, DnsType type) => new(owner, type, DnsClass.NONE, []);

    /// <inheritdoc cref="RrsetDoesNotExist(DomainName, DnsType)"/>
    public static Prerequisite RrsetDoesNotExist(string owner, DnsType type) => RrsetDoesNotExist(DomainName.Parse(owner), type);

    /// <summary>The name has records of some type (RFC 2136 section 2.4.4).</summary>
    /// <param name="owner">The name.</param>
    public static Prerequisite NameInUse(DomainName owner) => new(owner, DnsType.ANY, DnsClass.ANY, []);

    /// <inheritdoc cref="NameInUse(DomainName)"/>
    public static Prerequisite NameInUse(string owner) => NameInUse(DomainName.Parse(owner));

    /// <summary>The name has no records at all (RFC 2136 section 2.4.5).</summary>
    /// <param name="owner">The name.</param>
    public static Prerequisite NameNotInUse(DomainName owner) => new(owner, DnsType.ANY, DnsClass.NONE, []);

    /// <inheritdoc cref="NameNotInUse(DomainName)"/>
    public static Prerequisite NameNotInUse(string owner) => NameNotInUse(DomainName.Parse(owner));

    /// <summary>The name that it is about.</summary>
    internal DomainName Owner => _owner;

    /// <summary>The records that say so in a message: TTL 0, and no rdata but for values.</summary>
    internal IEnumerable<ResourceRecord> ToRecords(DnsClass zoneClass) => _class is { } @class
        ? [new ResourceRecord(_owner, _type, @class, 0, new UnknownData(_type, default))]
        : _values.Select(value => new ResourceRecord(_owner, _type, zoneClass, 0, value));
}
