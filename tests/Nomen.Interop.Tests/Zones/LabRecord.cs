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
    /// <summary>True for a record at or below a zone cut: a query for it gets a referral. Default false.</summary>
    public bool IsInReferral { get; init; }

    /// <summary>The owner's absolute name.</summary>
    public string Name => string.Equals(Owner, "@", StringComparison.Ordinal) ? "lab.test." : $"{Owner}.lab.test.";

    /// <summary>The line of the zone file that every server here can read.</summary>
    public string ZoneLine => $"{Name} 3600 IN {Generic ?? $"{Type} {Rdata}"}";

    /// <summary>The line as it reads with every mnemonic known.</summary>
    public string Line => $"{Name} 3600 IN {Type} {Rdata}";
}
