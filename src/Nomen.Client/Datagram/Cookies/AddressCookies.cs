using System.Net;
using Nomen.Client.Services;
using Nomen.Dns.Edns;

namespace Nomen.Client.Datagram.Cookies;

/// <summary>The cookies that go with one local address: another address must have another client cookie (RFC 9018 section 3). Thread-safe without a lock.</summary>
internal sealed class AddressCookies
{
    private CookiePair _pair;

    /// <summary>Draws a client cookie for an address; null when the connection does not know its own.</summary>
    public AddressCookies(CookieJar jar, IPAddress? address, DnsRandom random, long now)
    {
        Jar = jar;
        Address = address;
        _pair = Draw(random, now);
    }

    /// <summary>What is known of the server.</summary>
    public CookieJar Jar { get; }

    /// <summary>The local address.</summary>
    public IPAddress? Address { get; }

    /// <summary>The newest pair.</summary>
    public CookiePair Pair => Volatile.Read(ref _pair);

    /// <summary>Replaces the client cookie, unless somebody was faster; the pair that holds now.</summary>
    public CookiePair Renew(CookiePair old, DnsRandom random, long now) => Replace(old, Draw(random, now));

    /// <summary>Drops the server cookie, unless a newer one came; the pair that holds now.</summary>
    public CookiePair DropServer(CookiePair old) => Replace(old, old.With(server: default));

    /// <summary>Keeps the server cookie of a reply to a pair that was sent.</summary>
    /// <remarks>A server cookie goes with one client cookie: that of a client cookie no longer in use is of no use either. Of two replies at the same time one is kept, whichever.</remarks>
    public void Learn(CookiePair sent, ReadOnlySpan<byte> server)
    {
        CookiePair current = Pair;
        if (!current.Server.SequenceEqual(server) && current.Client.SequenceEqual(sent.Client))
        {
            Replace(current, current.With(server));
        }
    }

    private CookiePair Replace(CookiePair old, CookiePair @new)
    {
        CookiePair found = Interlocked.CompareExchange(ref _pair, @new, old);
        return found == old ? @new : found;
    }

    private CookiePair Draw(DnsRandom random, long now)
    {
        Span<byte> client = stackalloc byte[CookieOption.ClientLength];
        random.Fill(client);
        return new CookiePair(this, client, server: default, now);
    }
}
