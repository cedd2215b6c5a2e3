namespace Nomen.Dns.Registries;

/// <summary>Digest of a DS record (IANA "DS RR Type Digest Algorithms"). Any 8-bit value is legal.</summary>
public enum DsDigestType : byte
{
    /// <summary>No digest: CDS that asks for the DS set to be deleted (RFC 8078 section 4).</summary>
    None = 0,

    /// <summary>SHA-1, 20 octets (RFC 4034).</summary>
    Sha1 = 1,

    /// <summary>SHA-256, 32 octets (RFC 4509).</summary>
    Sha256 = 2,

    /// <summary>GOST R 34.11-94, 32 octets (RFC 5933), must not be used.</summary>
    Gost = 3,

    /// <summary>SHA-384, 48 octets (RFC 6605).</summary>
    Sha384 = 4,

    /// <summary>GOST R 34.11-2012, 32 octets (RFC 9558).</summary>
    Gost12 = 5,

    /// <summary>SM3, 32 octets (RFC 9563).</summary>
    Sm3 = 6,
}
