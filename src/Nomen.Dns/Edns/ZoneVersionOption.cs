using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Nomen.Dns.Names;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Version of the zone that an authoritative answer came from (RFC 9660). Empty in a query, which asks for it.</summary>
public sealed record ZoneVersionOption : OctetsOption, IEdnsOption<ZoneVersionOption>
{
    /// <summary>The version type that is an SOA serial.</summary>
    public const byte SoaSerial = 0;

    private const int FixedLength = 2;

    /// <summary>Asks for the version.</summary>
    public ZoneVersionOption()
        : this(ReadOnlyMemory<byte>.Empty)
    {
    }

    /// <summary>The zone's SOA serial.</summary>
    /// <param name="labelCount">Labels of the zone's name, the root's not counted: 0 to 127.</param>
    /// <param name="serial">The serial.</param>
    /// <exception cref="ArgumentOutOfRangeException">More labels than a name has.</exception>
    public ZoneVersionOption(byte labelCount, uint serial)
        : this(new byte[] { labelCount, SoaSerial, (byte)(serial >> 24), (byte)(serial >> 16), (byte)(serial >> 8), (byte)serial }) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThan(labelCount, DomainName.MaxLabels);

    private ZoneVersionOption(ReadOnlyMemory<byte> data)
        : base(EdnsOptionCode.ZoneVersion, data)
    {
    }

    /// <inheritdoc/>
    public static EdnsOptionCode OptionCode => EdnsOptionCode.ZoneVersion;

    /// <summary>Whether it asks for the version and has none.</summary>
    public bool IsRequest => Data.IsEmpty;

    /// <summary>Labels of the zone's name: the query name's last so many labels are the zone. 0 in a request.</summary>
    public byte LabelCount => IsRequest ? (byte)0 : Data.Span[0];

    /// <summary>What kind of version it is; <see cref="SoaSerial"/> is the only one that is defined.</summary>
    public byte VersionType => IsRequest ? (byte)0 : Data.Span[1];

    /// <summary>The version's octets; empty in a request.</summary>
    public ReadOnlyMemory<byte> Version => IsRequest ? default : Data[FixedLength..];

    /// <summary>The SOA serial; null in a request and for other kinds.</summary>
    public uint? Serial => !IsRequest && VersionType == SoaSerial ? BinaryPrimitives.ReadUInt32BigEndian(Version.Span) : null;

    /// <inheritdoc/>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out ZoneVersionOption? option, out FormatError error)
    {
        bool good = data.IsEmpty || (data.Length >= FixedLength && data[0] <= DomainName.MaxLabels && (data[1] != SoaSerial || data.Length == FixedLength + sizeof(uint)));
        error = good ? default : new FormatError(FormatErrorKind.EdnsOption, Math.Min(data.Length, FixedLength));
        option = good ? new ZoneVersionOption(data.ToArray()) : null;
        return good;
    }

    /// <inheritdoc/>
    protected override string ShowValue() => (IsRequest, Serial) switch
    {
        (true, _) => string.Empty,
        (_, uint serial) => string.Create(CultureInfo.InvariantCulture, $"labels {LabelCount}, SOA serial {serial}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"labels {LabelCount}, type {VersionType}, {EdnsOptionText.Octets(Version.Span)}"),
    };
}
