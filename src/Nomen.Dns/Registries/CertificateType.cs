namespace Nomen.Dns.Registries;

/// <summary>What a CERT record holds (RFC 4398 section 2.1). Any 16-bit value is legal.</summary>
public enum CertificateType : ushort
{
    /// <summary>X.509 certificate.</summary>
    Pkix = 1,

    /// <summary>SPKI certificate.</summary>
    Spki = 2,

    /// <summary>OpenPGP packet.</summary>
    Pgp = 3,

    /// <summary>URL of an X.509 certificate.</summary>
    IPkix = 4,

    /// <summary>URL of an SPKI certificate.</summary>
    ISpki = 5,

    /// <summary>Fingerprint and URL of an OpenPGP packet.</summary>
    IPgp = 6,

    /// <summary>Attribute certificate.</summary>
    AcPkix = 7,

    /// <summary>URL of an attribute certificate.</summary>
    IAcPkix = 8,

    /// <summary>Private, named by a URI.</summary>
    Uri = 253,

    /// <summary>Private, named by an object identifier.</summary>
    Oid = 254,
}
