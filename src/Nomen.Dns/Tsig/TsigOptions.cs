using Nomen.Dns.Transports;

namespace Nomen.Dns.Tsig;

/// <summary>What one side of TSIG allows (RFC 8945). Immutable.</summary>
public sealed record TsigOptions
{
    /// <summary>The defaults.</summary>
    public static TsigOptions Default { get; } = new();

    /// <summary>Error of the clocks that our signatures allow for. Default 300 s; 0 to 65,535 s, in whole seconds. RFC 8945 section 10.</summary>
    /// <remarks>Longer lets an old message be sent again for longer; shorter fails between clocks that are not in step. What is verified is measured by its sender's fudge.</remarks>
    public TimeSpan Fudge
    {
        get;
        init => field = TimeSpan.FromSeconds(Math.Floor(Limit.InRange(value, TimeSpan.Zero, TimeSpan.FromSeconds(ushort.MaxValue)).TotalSeconds));
    } = TimeSpan.FromSeconds(300);

    /// <summary>Fewest octets of a MAC that is accepted; null for as many as the key's own MACs have. Default null; 10 to 64. RFC 8945 sections 5.2.4 and 7.</summary>
    /// <remarks>
    /// Fewer than 10 octets, or than half the hash, are refused whatever it says, and the whole hash is always enough. A short MAC is easier to guess:
    /// with 10 octets one in 2^80.
    /// </remarks>
    public int? MinMacLength
    {
        get;
        init => field = value is { } octets ? Limit.InRange(octets, 10, 64) : null;
    }

    /// <summary>Messages without a signature in a row that a stream of responses may have between two signed ones. Default 99; 0 to 99. RFC 8945 section 5.3.1.</summary>
    /// <remarks>RFC 8945 wants 99 accepted, for old servers; today's sign every message, and 0 holds them to it.</remarks>
    public int MaxUnsigned
    {
        get;
        init => field = Limit.InRange(value, 0, 99);
    } = 99;

    /// <summary>Whether keys with HMAC-MD5 are used and accepted. Default false. RFC 8945 section 6: it must not be used.</summary>
    /// <remarks>For old servers that know nothing else.</remarks>
    public bool AllowMd5 { get; init; }

    /// <summary>The fudge as it stands in a record, in seconds.</summary>
    internal ushort FudgeSeconds => (ushort)Fudge.TotalSeconds;

    /// <summary>Fewest octets accepted for a key.</summary>
    internal int LeastMacLengthFor(TsigKey key) => Math.Min(MinMacLength ?? key.MacLength, key.Algorithm.MacLength);
}
