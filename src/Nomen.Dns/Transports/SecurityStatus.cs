namespace Nomen.Dns.Transports;

/// <summary>DNSSEC status (RFC 4033 section 5).</summary>
public enum SecurityStatus
{
    /// <summary>No validator looked at it.</summary>
    Unchecked,

    /// <summary>A chain of trust from a trust anchor proves it.</summary>
    Secure,

    /// <summary>A chain of trust proves that there is nothing to prove it with.</summary>
    Insecure,

    /// <summary>It should be provable and is not.</summary>
    Bogus,

    /// <summary>No trust anchor says which.</summary>
    Indeterminate,
}
