using System.Net;

namespace Nomen.Client.Https;

/// <summary>Which redirects a DoH client follows: those that stay with the server it was told to ask.</summary>
internal static class HttpsRedirect
{
    /// <summary>Where to ask instead; null when the response is no redirect, or leads elsewhere.</summary>
    public static Uri? Next(Uri asked, HttpResponseMessage response)
    {
        // The method stays as it was: without its message a DoH request asks nothing.
        if (!IsRedirect(response.StatusCode) || Target(asked, response) is not { } target)
        {
            return null;
        }

        return IsSameServer(asked, target) ? target : null;
    }

    /// <summary>Whether a status says to ask elsewhere.</summary>
    public static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>Where the response leads; null when it does not say.</summary>
    public static Uri? Target(Uri asked, HttpResponseMessage response) =>
        response.Headers.Location is { } location && Uri.TryCreate(asked, location, out Uri? target) ? target : null;

    /// <summary>Scheme, host and port are the same.</summary>
    public static bool IsSameServer(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
