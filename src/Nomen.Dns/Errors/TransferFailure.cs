namespace Nomen.Dns.Errors;

/// <summary>Why a zone transfer did not come to its end.</summary>
public enum TransferFailure
{
    /// <summary>The server answers with a response code instead of the zone (RFC 5936 section 2.2.1); see <see cref="TransferException.Rcode"/>.</summary>
    Refused,

    /// <summary>It was cut before its last SOA: by the end of the connection, silence, or a response code in the middle.</summary>
    Incomplete,

    /// <summary>The server breaks the rules of a transfer: another SOA at the end, records of another zone or class, serials that do not follow on each other.</summary>
    Malformed,

    /// <summary>The server sends, but less than the least rate.</summary>
    Stalled,

    /// <summary>It takes longer than the total time allowed.</summary>
    Timeout,

    /// <summary>It has more records or octets than allowed.</summary>
    TooLarge,

    /// <summary>The zone does not have the digest that its ZONEMD record tells (RFC 8976 section 4).</summary>
    DigestMismatch,
}
