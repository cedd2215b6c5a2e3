namespace Nomen.Server.Listeners;

/// <summary>What a server has done since it was made. A snapshot: the numbers are read one after the other.</summary>
public sealed record DnsServerStatistics
{
    /// <summary>Messages that came over UDP.</summary>
    public long UdpQueries { get; init; }

    /// <summary>Messages that came over TCP.</summary>
    public long TcpQueries { get; init; }

    /// <summary>Responses sent, errors included; each message of a transfer counts.</summary>
    public long Responses { get; init; }

    /// <summary>Messages left without an answer: too short, responses, clients that are not allowed when those are not told.</summary>
    public long Ignored { get; init; }

    /// <summary>Messages answered FORMERR.</summary>
    public long Malformed { get; init; }

    /// <summary>Queries answered REFUSED by the server itself: by access rules, transfers that nobody allowed, class CH.</summary>
    public long Refused { get; init; }

    /// <summary>Responses cut to fit, with TC set.</summary>
    public long Truncated { get; init; }

    /// <summary>Queries answered SERVFAIL because the transport behind the server failed or took too long.</summary>
    public long Failed { get; init; }

    /// <summary>Queries dropped because too many waited already.</summary>
    public long Overloaded { get; init; }

    /// <summary>Responses that could not be sent: the client or the socket was gone.</summary>
    public long SendErrors { get; init; }

    /// <summary>Connections taken.</summary>
    public long ConnectionsAccepted { get; init; }

    /// <summary>Connections closed at once: too many, or a client that is not allowed.</summary>
    public long ConnectionsRejected { get; init; }

    /// <summary>Connections closed because the client was idle, or too slow to ask or to read.</summary>
    public long ConnectionsTimedOut { get; init; }

    /// <summary>Connections that are open now.</summary>
    public long ConnectionsOpen { get; init; }

    /// <summary>Zone transfers begun.</summary>
    public long Transfers { get; init; }

    /// <summary>Responses that came straight from the memory of the transport (<see cref="Dns.Transports.IDnsFastPath"/>): nobody else was asked, no request was made.</summary>
    public long FastAnswers { get; init; }
}
