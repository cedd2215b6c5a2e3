namespace Nomen.Client.Datagram.Cookies;

/// <summary>What follows on BADCOOKIE.</summary>
internal enum BadCookieStep
{
    /// <summary>The first: the request is sent again with the cookie that came.</summary>
    SendAgain,

    /// <summary>To a transmission from before that cookie came: only that one ends.</summary>
    Ignore,

    /// <summary>The server does not take its own cookie: TCP is next.</summary>
    GiveUp,
}
