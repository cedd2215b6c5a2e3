using Nomen.Dns.Transports;

namespace Nomen.Client.Tls;

/// <summary>How an <see cref="OpportunisticTransport"/> goes back to encryption.</summary>
public sealed record OpportunisticTransportOptions
{
    /// <summary>How long clear text is used after encryption failed, before it is tried again. Default 1 h; 1 s to 7 days. RFC 7858 section 3.1.</summary>
    /// <remarks>Shorter is encrypted sooner when the server learns it; each try makes one request wait for the failure.</remarks>
    public TimeSpan ClearTextMemory
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
    } = TimeSpan.FromHours(1);
}
