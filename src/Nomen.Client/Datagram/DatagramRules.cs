namespace Nomen.Client.Datagram;

/// <summary>The options of a transport in the units of its clock, worked out once.</summary>
internal sealed class DatagramRules(DatagramTransportOptions options, string upstream, long frequency)
{
    // A forged refusal is a round trip ahead of the genuine response at most, two seconds for the slowest; a wrong key is told in no more time than that.
    private static readonly TimeSpan RefusalTime = TimeSpan.FromSeconds(2);

    /// <summary>The options.</summary>
    public DatagramTransportOptions Options => options;

    /// <summary>The server, in textual form.</summary>
    public string Upstream => upstream;

    public long Timeout { get; } = ToTicks(options.Timeout, frequency);

    public long InitialRetransmission { get; } = ToTicks(options.InitialRetransmission, frequency);

    public long MinRetransmission { get; } = ToTicks(options.MinRetransmission, frequency);

    public long MaxRetransmission { get; } = ToTicks(options.MaxRetransmission, frequency);

    /// <summary>How long a genuine response is waited for after an unsigned refusal of our signature.</summary>
    public long RefusalWait { get; } = ToTicks(RefusalTime, frequency);

    public long CaseFoldingMemory { get; } = ToTicks(options.CaseFoldingMemory, frequency);

    public long CookieMemory { get; } = ToTicks(options.CookieMemory, frequency);

    public long ClientCookieLifetime { get; } = ToTicks(options.ClientCookieLifetime, frequency);

    /// <summary>A time span as a difference of timestamps.</summary>
    public long ToTicks(TimeSpan span) => ToTicks(span, frequency);

    /// <summary>A difference of timestamps as a time span.</summary>
    public TimeSpan ToTimeSpan(long ticks) => new((long)(ticks * ((double)TimeSpan.TicksPerSecond / frequency)));

    private static long ToTicks(TimeSpan span, long frequency) => (long)(span.Ticks * ((double)frequency / TimeSpan.TicksPerSecond));
}
