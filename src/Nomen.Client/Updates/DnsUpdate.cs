using System.Collections.Immutable;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Updates;

/// <summary>Puts a dynamic update together: prerequisites, and changes in the order in which the server makes them, all or none (RFC 2136).</summary>
/// <remarks>
/// Send <see cref="ToRequest"/> with any transport, normally signed and to the zone's primary server. An update is sent once: a
/// lost response leaves open whether it was made, and a repetition could meet its own effect. Not thread-safe.
/// </remarks>
public sealed class DnsUpdate
{
    private readonly DomainName _zone;
    private readonly DnsClass _class;
    private readonly ImmutableArray<ResourceRecord>.Builder _prerequisites = ImmutableArray.CreateBuilder<ResourceRecord>();
    private readonly ImmutableArray<ResourceRecord>.Builder _changes = ImmutableArray.CreateBuilder<ResourceRecord>();

    private DnsUpdate(DomainName zone, DnsClass @class)
    {
        _zone = zone;
        _class = @class;
    }

    /// <summary>Starts an update without prerequisites and changes.</summary>
    /// <param name="zone">Name of the zone.</param>
    /// <param name="class">Its class.</param>
    public static DnsUpdate For(DomainName zone, DnsClass @class = DnsClass.IN) => new(zone, @class);

    /// <inheritdoc cref="For(DomainName, DnsClass)"/>
    /// <exception cref="Nomen.Dns.Errors.DnsTextException">The text is no name.</exception>
    public static DnsUpdate For(string zone, DnsClass @class = DnsClass.IN) => For(DomainName.Parse(zone), @class);

    /// <summary>Adds a prerequisite; all of them must hold.</summary>
    /// <exception cref="ArgumentException">Its name is not in the zone.</exception>
    public DnsUpdate Require(Prerequisite prerequisite)
    {
        ArgumentNullException.ThrowIfNull(prerequisite);
        ThrowIfForeign(prerequisite.Owner);
        _prerequisites.AddRange(prerequisite.ToRecords(_class));
        return this;
    }

    /// <summary>Adds a record to an RRset (RFC 2136 section 2.5.1). One that is there already gets the TTL.</summary>
    /// <param name="owner">Name, in the zone.</param>
    /// <param name="ttl">Time to live in seconds.</param>
    /// <param name="data">The rdata.</param>
    /// <exception cref="ArgumentException">The name is not in the zone.</exception>
    public DnsUpdate Add(DomainName owner, uint ttl, Rdata data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Change(new ResourceRecord(owner, data.Type, _class, ttl, data));
    }

    /// <inheritdoc cref="Add(DomainName, uint, Rdata)"/>
    public DnsUpdate Add(string owner, uint ttl, Rdata data) => Add(DomainName.Parse(owner), ttl, data);

    /// <summary>Deletes all records of a name and type (RFC 2136 section 2.5.2).</summary>
    /// <param name="owner">Name, in the zone.</param>
    /// <param name="type">The type.</param>
    /// <exception cref="ArgumentException">The name is not in the zone.</exception>
    public DnsUpdate Delete(DomainName owner, DnsType type) => Change(new ResourceRecord(owner, type, DnsClass.ANY, 0, new UnknownData(type, default)));

    /// <inheritdoc cref="Delete(DomainName, DnsType)"/>
    public DnsUpdate Delete(string owner, DnsType type) => Delete(DomainName.Parse(owner), type);

    /// <summary>Deletes all records of a name; at the apex all but SOA and NS (RFC 2136 section 2.5.3).</summary>
    /// <param name="owner">Name, in the zone.</param>
    /// <exception cref="ArgumentException">The name is not in the zone.</exception>
    public DnsUpdate Delete(DomainName owner) => Delete(owner, DnsType.ANY);

    /// <inheritdoc cref="Delete(DomainName)"/>
    public DnsUpdate Delete(string owner) => Delete(DomainName.Parse(owner));

    /// <summary>Deletes one record, whatever its TTL (RFC 2136 section 2.5.4).</summary>
    /// <param name="owner">Name, in the zone.</param>
    /// <param name="data">The rdata.</param>
    /// <exception cref="ArgumentException">The name is not in the zone.</exception>
    public DnsUpdate Delete(DomainName owner, Rdata data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Change(new ResourceRecord(owner, data.Type, DnsClass.NONE, 0, data));
    }

    /// <inheritdoc cref="Delete(DomainName, Rdata)"/>
    public DnsUpdate Delete(string owner, Rdata data) => Delete(DomainName.Parse(owner), data);

    /// <summary>The request; later calls here do not change it.</summary>
    public DnsRequest ToRequest() => new(new DnsQuestion(_zone, DnsType.SOA, _class))
    {
        Opcode = Opcode.Update,
        Flags = DnsFlags.None,
        AnswerRecords = _prerequisites.ToImmutable(),
        AuthorityRecords = _changes.ToImmutable(),
    };

    private DnsUpdate Change(ResourceRecord record)
    {
        ThrowIfForeign(record.Owner);
        _changes.Add(record);
        return this;
    }

    private void ThrowIfForeign(DomainName owner)
    {
        if (!owner.IsAtOrBelow(_zone))
        {
            throw new ArgumentException($"{owner} is not in the zone {_zone}.", nameof(owner));
        }
    }
}
