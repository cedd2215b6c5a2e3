using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;
using Nomen.Server.Cookies;

namespace Nomen.Server.Listeners;

/// <summary>Reads a client's message, once, and says what is to be done with it (<c>docs/threats.md</c> G1 to G3). Lives as long as the receive buffer.</summary>
internal readonly ref struct QueryGate
{
    private QueryGate(QueryVerdict verdict, Rcode rcode, DnsMessageView message, ReadOnlySpan<byte> question, AskerTraits asker)
    {
        Verdict = verdict;
        Rcode = rcode;
        Message = message;
        Question = question;
        Asker = asker;
    }

    /// <summary>What is to be done.</summary>
    public QueryVerdict Verdict { get; }

    /// <summary>The error to send.</summary>
    public Rcode Rcode { get; }

    /// <summary>The message; only when it is more than a header.</summary>
    public DnsMessageView Message { get; }

    /// <summary>The question in wire form, as the client wrote it; empty when it could not be read.</summary>
    public ReadOnlySpan<byte> Question { get; }

    /// <summary>What shapes the response.</summary>
    public AskerTraits Asker { get; }

    /// <summary>Reads a message.</summary>
    /// <param name="octets">What came.</param>
    /// <param name="client">Who sent it.</param>
    /// <param name="isAllowed">Whether the client may ask at all.</param>
    /// <param name="options">The server's rules.</param>
    /// <param name="cookies">Reads its cookie; null when the server has none.</param>
    public static QueryGate Read(ReadOnlySpan<byte> octets, in ClientAddress client, bool isAllowed, DnsServerOptions options, CookieDesk? cookies)
    {
        // Silence: an answer to a response, or to what is no message, makes two servers talk for ever.
        if (!DnsHeader.TryRead(octets, out DnsHeader header) || (header.Flags & DnsFlags.QR) != 0 || (!isAllowed && !options.RefuseOthers))
        {
            return default;
        }

        AskerTraits bare = new() { Id = header.Id, Flags = header.Flags, SizeLimit = DnsHeader.Length };
        if (header.Opcode != Opcode.Query)
        {
            return new QueryGate(QueryVerdict.BareError, Rcode.NotImp, default, [], bare);
        }

        // RFC 9619: a query has one question.
        if (header.QuestionCount != 1 || !DnsMessageView.TryParse(octets, out DnsMessageView message, out _))
        {
            return new QueryGate(QueryVerdict.BareError, Rcode.FormErr, default, [], bare);
        }

        int end = NameScan.Skip(octets, DnsHeader.Length) + 4;
        ReadOnlySpan<byte> question = octets[DnsHeader.Length..end];
        AskerTraits asker = ReadTraits(message, client, options, cookies);
        (QueryVerdict verdict, Rcode rcode) = isAllowed ? Judge(message, question, client.Protocol) : (QueryVerdict.Error, Rcode.Refused);
        if (verdict != QueryVerdict.Error && asker.Cookie.Standing == CookieStanding.Malformed)
        {
            (verdict, rcode) = (QueryVerdict.Error, Rcode.FormErr);
        }
        else if (verdict != QueryVerdict.Error && cookies?.Refuses(asker.Cookie, client.Protocol) == true)
        {
            (verdict, rcode) = (QueryVerdict.Error, Rcode.BadCookie);
        }

        return new QueryGate(verdict, rcode, message, question, asker);
    }

    private static AskerTraits ReadTraits(DnsMessageView message, in ClientAddress client, DnsServerOptions options, CookieDesk? cookies)
    {
        bool isUdp = client.Protocol == DnsProtocol.Udp;
        bool hasEdns = message.TryGetEdns(out EdnsView edns);

        // RFC 6891 section 6.2.3: less than 512 means 512, and so does no EDNS (RFC 1035 section 4.2.1).
        int udpLimit = hasEdns ? Math.Clamp(edns.PayloadSize, 512, options.MaxUdpPayload) : 512;
        return new AskerTraits
        {
            Id = message.Id,
            Flags = message.Flags,
            SizeLimit = isUdp ? udpLimit : ushort.MaxValue,
            HasEdns = hasEdns,
            DnssecOk = hasEdns && edns.DnssecOk,
            WantsNsid = hasEdns && options.Identity is not null && edns.TryGetOption(EdnsOptionCode.Nsid, out _),
            WantsKeepalive = hasEdns && !isUdp && edns.TryGetOption(EdnsOptionCode.TcpKeepalive, out _),
            Cookie = hasEdns && cookies is not null && edns.TryGetOption(EdnsOptionCode.Cookie, out ReadOnlySpan<byte> cookie) ? cookies.Read(cookie, client) : default,
        };
    }

    private static (QueryVerdict Verdict, Rcode Rcode) Judge(DnsMessageView message, ReadOnlySpan<byte> question, DnsProtocol protocol)
    {
        DnsType type = (DnsType)((question[^4] << 8) | question[^3]);
        DnsClass @class = (DnsClass)((question[^2] << 8) | question[^1]);
        if (message.TryGetEdns(out EdnsView edns) && edns.Version != 0)
        {
            // RFC 6891 section 6.1.3.
            return (QueryVerdict.Error, Rcode.BadVers);
        }

        if (message.HasTsig)
        {
            // RFC 8945 section 5.2.1: no key is known here, so no signature can be good.
            return (QueryVerdict.Error, Rcode.NotAuth);
        }

        // Nothing but a question and an OPT makes a query; IXFR brings the client's SOA (RFC 1995 section 3).
        bool isBare = message.Answers.Count == 0 && message.Authority.Count <= (type == DnsType.IXFR ? 1 : 0);
        if (!isBare)
        {
            return (QueryVerdict.Error, Rcode.FormErr);
        }

        return type switch
        {
            // Types that cannot be asked for (RFC 6891 section 6.1.1, RFC 8945 section 4.2, RFC 9824 section 3.5), and those that nobody implements (RFC 6895 section 3.1).
            0 or DnsType.OPT or DnsType.TSIG or DnsType.NXNAME => (QueryVerdict.Error, Rcode.FormErr),
            DnsType.AXFR when protocol == DnsProtocol.Udp => (QueryVerdict.Error, Rcode.Refused),
            DnsType.AXFR or DnsType.IXFR => (QueryVerdict.Transfer, Rcode.NoError),
            > DnsType.NXNAME and < DnsType.ANY => (QueryVerdict.Error, Rcode.NotImp),
            _ => (@class == DnsClass.CH ? QueryVerdict.AboutServer : QueryVerdict.Ask, Rcode.NoError),
        };
    }
}
