namespace Nomen.Server.Listeners;

/// <summary>What a server counts; see <see cref="DnsServerStatistics"/>.</summary>
internal enum ServerCounter
{
    UdpQueries,
    TcpQueries,
    Responses,
    Ignored,
    Malformed,
    Refused,
    Truncated,
    Failed,
    Overloaded,
    SendErrors,
    ConnectionsAccepted,
    ConnectionsRejected,
    ConnectionsTimedOut,
    ConnectionsOpen,
    Transfers,
    FastAnswers,
}
