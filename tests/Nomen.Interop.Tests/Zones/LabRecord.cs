using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Interop.Tests.Zones;

/// <summary>A record of the lab's zone: its owner relative to <c>lab.test</c>, its type, and its rdata in the type's own text form.</summary>
/// <param name="Owner">Owner, relative to <c>lab.test</c>; <c>@</c> for the apex.</param>
/// <param name="Type">Type mnemonic.</param>
/// <param name="Rdata">Rdata as a person writes it, names absolute.</param>
/// <param name="Generic">
/// Type and rdata in the form of RFC 3597, where one of NSD 4.6, Knot 3.2 and BIND 9.18 does not know the mnemonic. Made with
/// <c>named-rrchecker -u</c>, so that it checks <paramref name="Rdata"/> as well.
/// </param>
internal sealed record LabRecord(string Owner, string Type, string Rdata, string? Generic = null)
{
    private const uint Ttl = 3600;

    /// <summary>True for a record at or below a zone cut: a query for it gets a referral. Default false.</summary>
    public bool IsInReferral { get; init; }

    /// <summary>The owner's absolute name.</summary>
    public string Name => string.Equals(Owner, "@", StringComparison.Ordinal) ? "lab.test." : $"{Owner}.lab.test.";

    /// <summary>The type's code.</summary>
    public DnsType TypeCode => DnsTypeText.TryParse(Type, out DnsType code) ? code : throw new InvalidOperationException($"no type {Type}");

    /// <summary>The record as Nomen reads its text.</summary>
    public ResourceRecord ToRecord() => new(DomainName.Parse(Name), Ttl, Dns.Records.Rdata.Parse(TypeCode, Rdata));

    /// <summary>The line of the zone file that every server here can read.</summary>
    public string ZoneLine => $"{Name} {Ttl} IN {Generic ?? $"{Type} {Rdata}"}";

    /// <summary>The line as it reads with every mnemonic known.</summary>
    public string Line => $"{Name} {Ttl} IN {Type} {Rdata}";
}
