namespace Nomen.Dns.ZoneDigests;

/// <summary>What checking a zone's digest (ZONEMD, RFC 8976 section 4) came to.</summary>
public enum ZoneDigestVerdict
{
    /// <summary>Nobody looked: it was switched off, or only differences of the zone are there.</summary>
    NotChecked,

    /// <summary>The zone has no ZONEMD record.</summary>
    NotPresent,

    /// <summary>A digest of the zone is as its ZONEMD record says.</summary>
    Verified,

    /// <summary>No ZONEMD record of a scheme and hash algorithm that we know is right.</summary>
    Mismatch,

    /// <summary>There are ZONEMD records, but none of a scheme and hash algorithm that we know, or several of the same.</summary>
    Unsupported,

    /// <summary>There are ZONEMD records, but the zone is larger than what may be kept to check them.</summary>
    TooLarge,
}
