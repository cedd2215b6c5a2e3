using Nomen.Dns.Registries;

namespace Nomen.Dns.Tsig;

/// <summary>The variable fields of a record that are digested (RFC 8945 section 4.3.3).</summary>
/// <param name="time">Seconds since 1970.</param>
/// <param name="fudge">Seconds.</param>
internal readonly ref struct TsigFields(ulong time, ushort fudge)
{
    /// <summary>Octets of time and fudge.</summary>
    public const int TimersLength = 8;

    public ulong Time { get; } = time;

    public ushort Fudge { get; } = fudge;

    public Rcode Error { get; init; }

    public ReadOnlySpan<byte> OtherData { get; init; }
}
