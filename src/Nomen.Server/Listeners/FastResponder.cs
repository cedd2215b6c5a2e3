using Microsoft.Extensions.Logging;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Cookies;

namespace Nomen.Server.Listeners;

/// <summary>Answers what the transport's memory holds, octets to octets, before a request is made of a query. One for a server; thread-safe.</summary>
/// <remarks>
/// Asked after access rules, and for plain queries alone: class IN, a type of data, nothing but a question and an OPT. Whatever it leaves goes the
/// whole way through <see cref="QueryGate"/>, and would have had the same response there.
/// </remarks>
internal sealed class FastResponder(IDnsFastPath path, DnsServerOptions options, byte[] identity, CookieDesk? cookies, ServerCounters counters, ILogger logger)
{
    private const int CodeMask = 0xf;

    /// <summary>Writes the response; returns its length, 0 when the query must go the whole way.</summary>
    /// <param name="octets">What an allowed client sent.</param>
    /// <param name="client">Who sent it.</param>
    /// <param name="keepalive">How long the client's connection may be idle.</param>
    /// <param name="reply">65,535 octets for the response.</param>
    public int TryAnswer(ReadOnlySpan<byte> octets, in ClientAddress client, TimeSpan keepalive, Span<byte> reply)
    {
        if (!WireQuery.TryRead(octets, out WireQuery query) || query.Class != DnsClass.IN || !IsData(query.Type))
        {
            return 0;
        }

        AskerTraits asker = ReadTraits(query, client);
        if (asker.Cookie.Standing == CookieStanding.Malformed || cookies?.Refuses(asker.Cookie, client.Protocol) == true)
        {
            return 0;
        }

        ServerOpt opt = ServerOpt.Start(stackalloc byte[ServerOpt.MaxLength], options, identity, Rcode.NoError, asker, keepalive);
        int room = asker.SizeLimit - (asker.HasEdns ? opt.Whole.Length : 0);
        if (!TryAsk(query, reply[..room], out FastAnswer answer))
        {
            return 0;
        }

        counters.Add(ServerCounter.FastAnswers);
        if ((reply[2] & ((int)DnsFlags.TC >> 8)) != 0)
        {
            counters.Add(ServerCounter.Truncated);
        }

        return asker.HasEdns
            ? answer.Length + AppendOpt(answer, asker, opt, reply)
            : WithoutEdns(answer, reply);
    }

    /// <summary>Asks the memory. Whatever it throws costs nobody the answer, and the thread that receives goes on: the query goes the whole way.</summary>
    private bool TryAsk(in WireQuery query, Span<byte> room, out FastAnswer answer)
    {
        try
        {
            return path.TryAnswer(query, room, out answer);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            ServerLog.FastPathFailed(logger, exception);
            answer = default;
            return false;
        }
    }

    /// <summary>Extended errors go with the response when they still fit: they are worth less than the records that they would push out.</summary>
    private static int AppendOpt(in FastAnswer answer, in AskerTraits asker, ServerOpt opt, Span<byte> reply)
    {
        int reserved = opt.Whole.Length;
        opt.Extend(answer.Rcode);
        opt.AddErrors(answer.Options.Span);
        if (answer.Length + opt.Whole.Length > asker.SizeLimit)
        {
            opt.CutTo(reserved);
        }

        return ResponseRewriter.AppendOpt(opt.Whole, answer.Length, reply);
    }

    // A code of more than 4 bits needs an OPT.
    private static int WithoutEdns(in FastAnswer answer, Span<byte> reply)
    {
        if ((int)answer.Rcode > CodeMask)
        {
            reply[3] = (byte)((reply[3] & ~CodeMask) | (int)Rcode.ServFail);
        }

        return answer.Length;
    }

    /// <summary>Neither type 0 nor OPT nor those between 128 and 255, which are about messages and zones (RFC 6895 section 3.1).</summary>
    private static bool IsData(DnsType type) => type is not (0 or DnsType.OPT) and (< DnsType.NXNAME or > DnsType.ANY);

    private AskerTraits ReadTraits(in WireQuery query, in ClientAddress client)
    {
        bool isUdp = client.Protocol == DnsProtocol.Udp;
        return new AskerTraits
        {
            Id = query.Id,
            Flags = query.Flags,
            SizeLimit = isUdp ? Math.Min(query.PayloadSize, query.HasEdns ? options.MaxUdpPayload : 512) : ushort.MaxValue,
            HasEdns = query.HasEdns,
            DnssecOk = query.DnssecOk,
            WantsNsid = options.Identity is not null && query.TryGetOption(EdnsOptionCode.Nsid, out _),
            WantsKeepalive = !isUdp && query.TryGetOption(EdnsOptionCode.TcpKeepalive, out _),
            Cookie = cookies is not null && query.TryGetOption(EdnsOptionCode.Cookie, out ReadOnlySpan<byte> cookie) ? cookies.Read(cookie, client) : default,
        };
    }
}
