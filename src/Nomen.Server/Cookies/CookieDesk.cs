using System.Collections.Immutable;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Transports;
using Nomen.Server.Listeners;

namespace Nomen.Server.Cookies;

/// <summary>Checks the cookies of queries and makes those of responses (RFC 7873 section 5.2, RFC 9018). Allocates nothing. Thread-safe.</summary>
internal sealed class CookieDesk(ServerCookieOptions options, TransportServices services)
{
    private readonly TimeProvider _time = services.TimeProvider;
    private readonly CookieSecrets _secrets = new(options, services.Random, services.TimeProvider.GetTimestamp(), services.TimeProvider.TimestampFrequency);

    /// <summary>Reads the data of a query's option.</summary>
    public CookieReply Read(ReadOnlySpan<byte> option, in ClientAddress client)
    {
        if (!CookieOption.IsLegalLength(option.Length))
        {
            return new CookieReply(CookieStanding.Malformed, 0, 0);
        }

        Span<byte> address = stackalloc byte[16];
        address = address[..client.WriteAddress(address)];
        ReadOnlySpan<byte> shown = option[CookieOption.ClientLength..];
        option = option[..CookieOption.ClientLength];
        uint now = (uint)_time.GetUtcNow().ToUnixTimeSeconds();
        ImmutableArray<ReadOnlyMemory<byte>> secrets = _secrets.At(_time.GetTimestamp());
        CookieStanding standing = CookieStanding.Unproven;
        for (int i = 0; i < secrets.Length && standing == CookieStanding.Unproven; i++)
        {
            ServerCookieVerdict verdict = ServerCookie.Verify(shown, option, address, secrets[i].Span, now);
            if (verdict == ServerCookieVerdict.Fresh && i == 0)
            {
                // RFC 9018 section 4.3: it will do for a while.
                return CookieReply.Of(CookieStanding.Proven, option, shown);
            }

            standing = verdict >= ServerCookieVerdict.Aging ? CookieStanding.Proven : standing;
        }

        Span<byte> made = stackalloc byte[ServerCookie.Length];
        ServerCookie.Write(option, address, secrets[0].Span, now, made);
        return CookieReply.Of(standing, option, made);
    }

    /// <summary>Whether a query has to come again with the cookie of the response. Over a connection the client has proved its address already.</summary>
    public bool Refuses(in CookieReply cookie, DnsProtocol protocol) =>
        options.IsDemanded && cookie.Standing == CookieStanding.Unproven && protocol == DnsProtocol.Udp;
}
