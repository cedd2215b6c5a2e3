using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Transports;

namespace Nomen.Client.DatagramStream;

/// <summary>Asks over the stream whether a server that was known for cookies still has them: a stream proves who answers (RFC 7873 section 5.3).</summary>
/// <remarks>Other requests over a stream carry no cookie, for they need none: the connection proves both addresses.</remarks>
internal sealed class CookieProbe(DnsRandom random)
{
    /// <summary>The request with a client cookie of its own, which nobody can link to those over UDP.</summary>
    public DnsRequest AddTo(DnsRequest request)
    {
        if (request.Edns is not { } edns)
        {
            return request;
        }

        Span<byte> client = stackalloc byte[CookieOption.ClientLength];
        random.Fill(client);
        return request.With(edns.With(new CookieOption(client)));
    }

    /// <summary>Whether a response to such a request shows that the server has no cookies any more.</summary>
    public static bool IsGone(DnsResponse response) =>
        !response.Message.View.TryGetEdns(out EdnsView edns) || !edns.TryGetOption(EdnsOptionCode.Cookie, out _);
}
