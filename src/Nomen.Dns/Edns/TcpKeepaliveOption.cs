using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>edns-tcp-keepalive: how long an idle connection stays open (RFC 7828). Means nothing over UDP.</summary>
public sealed record TcpKeepaliveOption : EdnsOption, IEdnsOption<TcpKeepaliveOption>
{
    private const int UnitsPerSecond = 10;

    /// <summary>Asks for the server's time.</summary>
    public TcpKeepaliveOption()
    {
    }

    /// <summary>Tells the time; fractions of 100 ms are dropped.</summary>
    /// <param name="idleTimeout">0 to 6,553.5 s; 0 asks the client to close as soon as it can.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another time.</exception>
    public TcpKeepaliveOption(TimeSpan idleTimeout)
    {
        long units = idleTimeout.Ticks * UnitsPerSecond / TimeSpan.TicksPerSecond;
        ArgumentOutOfRangeException.ThrowIfNegative(idleTimeout.Ticks, nameof(idleTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(units, ushort.MaxValue, nameof(idleTimeout));
        IdleTimeout = TimeSpan.FromTicks(units * (TimeSpan.TicksPerSecond / UnitsPerSecond));
    }

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.TcpKeepalive;

    /// <inheritdoc/>
    public override EdnsOptionCode Code => OptionCode;

    /// <summary>How long the connection may be idle, in steps of 100 ms; null in a query, which asks for it.</summary>
    public TimeSpan? IdleTimeout { get; }

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out TcpKeepaliveOption? option, out FormatError error)
    {
        bool good = data.Length is 0 or sizeof(ushort);
        error = good ? default : new FormatError(FormatErrorKind.EdnsOption, data.Length);
        option = !good ? null : data.IsEmpty ? new TcpKeepaliveOption() : new TcpKeepaliveOption(TimeSpan.FromMilliseconds(BinaryPrimitives.ReadUInt16BigEndian(data) * 100));
        return good;
    }

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer)
    {
        if (IdleTimeout is { } time)
        {
            writer.WriteUInt16((ushort)(time.Ticks * UnitsPerSecond / TimeSpan.TicksPerSecond));
        }
    }

    /// <inheritdoc/>
    protected override string ShowValue() => IdleTimeout is { } time ? time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " secs" : string.Empty;
}
