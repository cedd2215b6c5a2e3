namespace Nomen.Server.Listeners;

/// <summary>The counters of one server. Thread-safe.</summary>
internal sealed class ServerCounters
{
    private readonly long[] _values = new long[(int)ServerCounter.FastAnswers + 1];

    public void Add(ServerCounter counter, long count = 1) => Interlocked.Add(ref _values[(int)counter], count);

    public long Read(ServerCounter counter) => Interlocked.Read(ref _values[(int)counter]);

    public DnsServerStatistics Snapshot() => new()
    {
        UdpQueries = Read(ServerCounter.UdpQueries),
        TcpQueries = Read(ServerCounter.TcpQueries),
        Responses = Read(ServerCounter.Responses),
        Ignored = Read(ServerCounter.Ignored),
        Malformed = Read(ServerCounter.Malformed),
        Refused = Read(ServerCounter.Refused),
        Truncated = Read(ServerCounter.Truncated),
        Failed = Read(ServerCounter.Failed),
        Overloaded = Read(ServerCounter.Overloaded),
        SendErrors = Read(ServerCounter.SendErrors),
        ConnectionsAccepted = Read(ServerCounter.ConnectionsAccepted),
        ConnectionsRejected = Read(ServerCounter.ConnectionsRejected),
        ConnectionsTimedOut = Read(ServerCounter.ConnectionsTimedOut),
        ConnectionsOpen = Read(ServerCounter.ConnectionsOpen),
        Transfers = Read(ServerCounter.Transfers),
        FastAnswers = Read(ServerCounter.FastAnswers),
    };
}
