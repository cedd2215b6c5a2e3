namespace Nomen.Dns.Registries;

/// <summary>Class of a question or a resource record (RFC 1035 section 3.2.4). Any 16-bit value is legal.</summary>
public enum DnsClass : ushort
{
    /// <summary>The Internet.</summary>
    IN = 1,

    /// <summary>Chaosnet; today only <c>version.bind</c> and its kin.</summary>
    CH = 3,

    /// <summary>Hesiod.</summary>
    HS = 4,

    /// <summary>In UPDATE: "no such" (RFC 2136 section 2.4).</summary>
    NONE = 254,

    /// <summary>Every class; in UPDATE: "any" (RFC 2136 section 2.4).</summary>
    ANY = 255,
}
