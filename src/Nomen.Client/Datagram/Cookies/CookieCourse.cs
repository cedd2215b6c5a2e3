using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram.Cookies;

/// <summary>What cookies add to the course of one request: one more send after BADCOOKIE, and one without a cookie to a server that does not understand them.</summary>
internal struct CookieCourse
{
    private CookieJar? _jar;
    private bool _wasBad;
    private bool _wasRefused;
    private long _badAt;

    /// <summary>Whether the next transmission carries a cookie.</summary>
    public readonly bool Sends => _jar is not null && !_wasRefused;

    /// <summary>Starts a request.</summary>
    public void Start(CookieJar? jar, DnsRequest request, long now)
    {
        _jar = jar?.Wants(request, now) == true ? jar : null;
        _wasBad = false;
        _wasRefused = false;
    }

    /// <summary>BADCOOKIE came: the request is sent again with the cookie that it brought, once (RFC 7873 section 5.3).</summary>
    public BadCookieStep HandleBadCookie(DatagramTransmission transmission, long now)
    {
        if (_wasBad)
        {
            return transmission.SentAt < _badAt ? BadCookieStep.Ignore : BadCookieStep.GiveUp;
        }

        _wasBad = true;
        _badAt = now;
        return BadCookieStep.SendAgain;
    }

    /// <summary>Whether a response is the BADCOOKIE of a server that wants its own cookie, which this request did not get to send.</summary>
    public readonly bool IsBad(DnsResponse response) => _wasBad && response.Rcode == Rcode.BadCookie;

    /// <summary>FORMERR came without a cookie: whether to send again without one. RFC 6891 section 6.1.2 has servers ignore options that they do not know; some do not.</summary>
    public bool TryWithout()
    {
        bool isFirst = !_wasRefused;
        _wasRefused = true;
        return isFirst;
    }

    /// <summary>A response was accepted: one that is good only without a cookie is remembered.</summary>
    public readonly void HandleResponse(DatagramTransmission transmission, DnsMessage response, long now)
    {
        if (_wasRefused && transmission.Cookie is null && response.Rcode != Rcode.FormErr)
        {
            _jar!.HandleRefused(now);
        }
    }
}
