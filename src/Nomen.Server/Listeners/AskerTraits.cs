using Nomen.Dns.Messages;
using Nomen.Server.Cookies;

namespace Nomen.Server.Listeners;

/// <summary>What of a client's query shapes the response, apart from its question. Outlives the buffer that the query came in.</summary>
internal readonly record struct AskerTraits
{
    /// <summary>ID of the query.</summary>
    public required ushort Id { get; init; }

    /// <summary>Flags of the query; RD and CD are echoed (RFC 1035 section 4.1.1, RFC 4035 section 3.2.2), AD asks for AD (RFC 6840 section 5.7).</summary>
    public required DnsFlags Flags { get; init; }

    /// <summary>Most octets that the response may have.</summary>
    public required int SizeLimit { get; init; }

    /// <summary>Whether the query had an OPT; only then the response has one (RFC 6891 section 6.1.1).</summary>
    public bool HasEdns { get; init; }

    /// <summary>DO, echoed (RFC 3225 section 3).</summary>
    public bool DnssecOk { get; init; }

    /// <summary>Whether the client asked who we are (RFC 5001).</summary>
    public bool WantsNsid { get; init; }

    /// <summary>Whether the client asked how long its connection may stand (RFC 7828); never set over UDP.</summary>
    public bool WantsKeepalive { get; init; }

    /// <summary>What its cookie says, and the one that it gets (RFC 7873); nothing where the server has none.</summary>
    public CookieReply Cookie { get; init; }
}
