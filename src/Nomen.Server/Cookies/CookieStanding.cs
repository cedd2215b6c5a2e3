namespace Nomen.Server.Cookies;

/// <summary>What a query's cookie says of its sender.</summary>
internal enum CookieStanding
{
    /// <summary>Nothing: there is none, or the server has none.</summary>
    None,

    /// <summary>Nothing: it is no cookie (RFC 7873 section 5.2.2).</summary>
    Malformed,

    /// <summary>It knows cookies, and has not shown one of ours that is still good.</summary>
    Unproven,

    /// <summary>It can receive at its address: it has one of ours.</summary>
    Proven,
}
