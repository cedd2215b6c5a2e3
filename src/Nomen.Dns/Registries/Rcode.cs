namespace Nomen.Dns.Registries;

/// <summary>Response code, 12 bits with the extended part that OPT carries (RFC 6895 section 2.3, RFC 6891 section 6.1.3).</summary>
public enum Rcode : ushort
{
    /// <summary>No error.</summary>
    NoError = 0,

    /// <summary>The server could not read the query.</summary>
    FormErr = 1,

    /// <summary>The server failed.</summary>
    ServFail = 2,

    /// <summary>The name does not exist.</summary>
    NxDomain = 3,

    /// <summary>The server does not know this kind of request.</summary>
    NotImp = 4,

    /// <summary>The server will not answer.</summary>
    Refused = 5,

    /// <summary>A name exists that should not (RFC 2136).</summary>
    YxDomain = 6,

    /// <summary>An RRset exists that should not (RFC 2136).</summary>
    YxRrset = 7,

    /// <summary>An RRset that should exist does not (RFC 2136).</summary>
    NxRrset = 8,

    /// <summary>Not authoritative, or not authorised (RFC 2136, RFC 8945).</summary>
    NotAuth = 9,

    /// <summary>The name is not in the zone (RFC 2136).</summary>
    NotZone = 10,

    /// <summary>DSO-TYPE not implemented (RFC 8490).</summary>
    DsoTypeNi = 11,

    /// <summary>EDNS version not supported (RFC 6891); as a TSIG error the same number means BADSIG.</summary>
    BadVers = 16,

    /// <summary>TSIG key not recognised (RFC 8945).</summary>
    BadKey = 17,

    /// <summary>TSIG time out of the window (RFC 8945).</summary>
    BadTime = 18,

    /// <summary>TKEY mode not supported (RFC 2930).</summary>
    BadMode = 19,

    /// <summary>Duplicate key name (RFC 2930).</summary>
    BadName = 20,

    /// <summary>Algorithm not supported (RFC 2930).</summary>
    BadAlg = 21,

    /// <summary>TSIG MAC too short (RFC 8945).</summary>
    BadTrunc = 22,

    /// <summary>Server cookie missing or wrong (RFC 7873).</summary>
    BadCookie = 23,
}
