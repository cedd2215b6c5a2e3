using Nomen.Dns.Tsig;

namespace Nomen.Client.Tsig;

/// <summary>Settings of <see cref="TsigTransport"/>.</summary>
public sealed record TsigTransportOptions
{
    /// <summary>Fudge, short MACs, unsigned messages, HMAC-MD5. Default <see cref="TsigOptions.Default"/>. RFC 8945.</summary>
    public TsigOptions Tsig
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = TsigOptions.Default;

    /// <summary>The clock of signatures, whose UTC time is signed and compared; null for the services' clock. Default null.</summary>
    /// <remarks>Apart from the clock of timers, because machines whose UTC time is wrong have timers that are right (RFC 8945 section 5.2.3).</remarks>
    public TimeProvider? SignatureClock { get; init; }

    /// <summary>Whether a request that the server finds out of its time is sent once more with the server's time, when the server's signature proves that answer. Default true. RFC 8945 section 5.4.3.</summary>
    /// <remarks>No clock is changed: the next request begins with our time again. Off, a machine with a wrong clock gets an exception, which tells the server's time.</remarks>
    public bool UseServerTime { get; init; } = true;
}
