namespace Nomen.Client.Caching;

/// <summary>When the fact that a name does not exist answers for everything below it (RFC 8020).</summary>
public enum NxDomainCut
{
    /// <summary>Never: each name is asked for.</summary>
    Never,

    /// <summary>When a validator found the denial Secure.</summary>
    WhenSecure,

    /// <summary>Always. A server that says NXDOMAIN for a name with others below it then hides those.</summary>
    Always,
}
