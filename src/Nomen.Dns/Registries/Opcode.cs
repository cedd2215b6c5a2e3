namespace Nomen.Dns.Registries;

/// <summary>Kind of request, 4 bits (RFC 6895 section 2.2).</summary>
public enum Opcode : byte
{
    /// <summary>A standard query (RFC 1035).</summary>
    Query = 0,

    /// <summary>Inverse query, obsolete (RFC 3425).</summary>
    IQuery = 1,

    /// <summary>Server status request (RFC 1035); never defined further.</summary>
    Status = 2,

    /// <summary>A primary tells that a zone changed (RFC 1996).</summary>
    Notify = 4,

    /// <summary>Dynamic update (RFC 2136).</summary>
    Update = 5,

    /// <summary>Stateful operations (RFC 8490).</summary>
    Dso = 6,
}
