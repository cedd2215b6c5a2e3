using System.Net;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram.Cookies;

/// <summary>The cookies of one server, and whether it has any (RFC 7873, RFC 9018). Thread-safe; sending and checking take no lock and no memory.</summary>
/// <remarks>
/// A client cookie is 64 random bits for one server and one local address, so that it tells nobody that two addresses are one client.
/// Whether the server has cookies is one fact for all addresses. Cookies are secrets: they appear in no log and no message.
/// </remarks>
internal sealed class CookieJar(DatagramRules rules, DnsRandom random)
{
    /// <summary>Local addresses whose cookies are kept; the newest replaces the oldest. A machine uses one towards a server, or two or three while it moves between networks.</summary>
    private const int MaxAddresses = 4;

    /// <summary>A timestamp before all others, far enough from the end of the range to be subtracted from.</summary>
    private const long Never = long.MinValue / 2;

    private readonly Lock _lock = new();
    private AddressCookies[] _addresses = [];
    private long _knownUntil = Never;
    private long _refusedUntil = Never;

    /// <summary>Whether a request is to carry a cookie: it has an OPT without one, it is not signed, and the server is not known to refuse them.</summary>
    public bool Wants(DnsRequest request, long now)
    {
        // Knot sends BADCOOKIE before it looks at the signature, and so without one: a signed request must drop it, and its own signature proves more.
        if (request.Edns is not { } edns || request.Protection is not null || now < Volatile.Read(ref _refusedUntil))
        {
            return false;
        }

        foreach (EdnsOption option in edns.Options)
        {
            if (option.Code == EdnsOptionCode.Cookie)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The cookies to send from a local address.</summary>
    public CookiePair Take(IPAddress? local, long now)
    {
        AddressCookies cookies = Of(local, now);
        CookiePair pair = cookies.Pair;
        if (now - pair.MadeAt >= rules.ClientCookieLifetime)
        {
            return cookies.Renew(pair, random, now);
        }

        return pair.Server.IsEmpty || IsKnown(now) ? pair : cookies.DropServer(pair);
    }

    /// <summary>Judges the cookie of a reply. In a reply with several, the first counts (RFC 7873 section 5.3).</summary>
    /// <param name="sent">What was sent.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="server">The server cookie; empty when there is none.</param>
    public CookieFinding Examine(CookiePair sent, DnsMessageView reply, long now, out ReadOnlySpan<byte> server)
    {
        server = default;
        if (!reply.TryGetEdns(out EdnsView edns) || !edns.TryGetOption(EdnsOptionCode.Cookie, out ReadOnlySpan<byte> cookie))
        {
            return IsKnown(now) ? CookieFinding.Missing : CookieFinding.Fine;
        }

        if (!CookieOption.IsLegalLength(cookie.Length) || !cookie.StartsWith(sent.Client))
        {
            return CookieFinding.Wrong;
        }

        server = cookie[CookieOption.ClientLength..];
        return CookieFinding.Fine;
    }

    /// <summary>Keeps the server cookie of a reply that was accepted.</summary>
    public void Learn(CookiePair sent, ReadOnlySpan<byte> server, long now)
    {
        // Written only when it moves by much: receive threads would otherwise fight for it at every reply.
        if (Volatile.Read(ref _knownUntil) - now < rules.CookieMemory - (rules.CookieMemory / 16))
        {
            Volatile.Write(ref _knownUntil, now + rules.CookieMemory);
        }

        if (!sent.Server.SequenceEqual(server))
        {
            sent.Owner.Learn(sent, server);
        }
    }

    /// <summary>The server refused a request with a cookie, and answered the same without.</summary>
    public void HandleRefused(long now) => Volatile.Write(ref _refusedUntil, now + rules.CookieMemory);

    /// <summary>The server, asked over a stream, has no cookies any more.</summary>
    public void HandleGone() => Volatile.Write(ref _knownUntil, Never);

    /// <summary>Whether the server is known to send cookies.</summary>
    public bool IsKnown(long now) => now < Volatile.Read(ref _knownUntil);

    private AddressCookies Of(IPAddress? local, long now) => Find(Volatile.Read(ref _addresses), local) ?? Add(local, now);

    private static AddressCookies? Find(AddressCookies[] addresses, IPAddress? local)
    {
        foreach (AddressCookies cookies in addresses)
        {
            if (Equals(cookies.Address, local))
            {
                return cookies;
            }
        }

        return null;
    }

    private AddressCookies Add(IPAddress? local, long now)
    {
        lock (_lock)
        {
            if (Find(_addresses, local) is { } there)
            {
                return there;
            }

            AddressCookies added = new(this, local, random, now);
            Volatile.Write(ref _addresses, [added, .. _addresses.Take(MaxAddresses - 1)]);
            return added;
        }
    }
}
