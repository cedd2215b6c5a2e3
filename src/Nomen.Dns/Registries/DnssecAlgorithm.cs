namespace Nomen.Dns.Registries;

/// <summary>Algorithm of a DNSSEC key or signature (IANA "DNS Security Algorithm Numbers"). Any 8-bit value is legal.</summary>
public enum DnssecAlgorithm : byte
{
    /// <summary>Asks a parent to delete the DS set, in CDS and CDNSKEY (RFC 8078 section 4).</summary>
    Delete = 0,

    /// <summary>RSA with MD5, must not be used (RFC 6944).</summary>
    RsaMd5 = 1,

    /// <summary>Diffie-Hellman, no signing algorithm (RFC 2539).</summary>
    Dh = 2,

    /// <summary>DSA with SHA-1, must not be used (RFC 8624).</summary>
    Dsa = 3,

    /// <summary>RSA with SHA-1 (RFC 3110), not for signing (RFC 8624).</summary>
    RsaSha1 = 5,

    /// <summary>DSA with SHA-1 in zones with NSEC3, must not be used (RFC 8624).</summary>
    DsaNsec3Sha1 = 6,

    /// <summary>RSA with SHA-1 in zones with NSEC3 (RFC 5155), not for signing (RFC 8624).</summary>
    RsaSha1Nsec3Sha1 = 7,

    /// <summary>RSA with SHA-256 (RFC 5702).</summary>
    RsaSha256 = 8,

    /// <summary>RSA with SHA-512 (RFC 5702).</summary>
    RsaSha512 = 10,

    /// <summary>GOST R 34.10-2001 (RFC 5933), must not be used.</summary>
    EccGost = 12,

    /// <summary>ECDSA on curve P-256 with SHA-256 (RFC 6605).</summary>
    EcdsaP256Sha256 = 13,

    /// <summary>ECDSA on curve P-384 with SHA-384 (RFC 6605).</summary>
    EcdsaP384Sha384 = 14,

    /// <summary>Ed25519 (RFC 8080).</summary>
    Ed25519 = 15,

    /// <summary>Ed448 (RFC 8080).</summary>
    Ed448 = 16,

    /// <summary>SM2 with SM3 (RFC 9563).</summary>
    Sm2Sm3 = 17,

    /// <summary>GOST R 34.10-2012 (RFC 9558).</summary>
    EccGost12 = 23,

    /// <summary>Reserved for indirect keys (RFC 4034 appendix A.1).</summary>
    Indirect = 252,

    /// <summary>Private, named by a domain name in the key (RFC 4034 appendix A.1.1).</summary>
    PrivateDns = 253,

    /// <summary>Private, named by an object identifier in the key (RFC 4034 appendix A.1.1).</summary>
    PrivateOid = 254,
}
