namespace Nomen.Dns.Edns;

/// <summary>What a server finds when it checks its own cookie (RFC 9018 section 4.3).</summary>
public enum ServerCookieVerdict
{
    /// <summary>Not made with this secret for this client, or no cookie of version 1.</summary>
    Forged,

    /// <summary>Made with this secret, but more than an hour ago or more than five minutes ahead: give out a new one and do not trust this.</summary>
    Expired,

    /// <summary>Good, and more than half an hour old: give out a new one with the answer.</summary>
    Aging,

    /// <summary>Good.</summary>
    Fresh,
}
