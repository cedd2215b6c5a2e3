using System.Collections.Immutable;
using System.Globalization;

namespace Nomen.Dns.Edns;

/// <summary>The OPT pseudo-record as an object (RFC 6891): what a request asks for, or what a response said.</summary>
public sealed record EdnsRecord
{
    /// <summary>EDNS version 0, DO clear, no options, a payload size that the hop decides.</summary>
    public static EdnsRecord Default { get; } = new();

    /// <summary>UDP payload size in octets, 0 to 65,535; null (the default) lets the hop decide. Values below 512 count as 512 (RFC 6891 section 6.2.3).</summary>
    public ushort? PayloadSize { get; init; }

    /// <summary>Version; default 0, the only one there is.</summary>
    public byte Version { get; init; }

    /// <summary>DO: the asker wants DNSSEC records (RFC 3225). Default false.</summary>
    public bool DnssecOk { get; init; }

    /// <summary>CO: the asker takes compact denial answers (RFC 9824). Default false.</summary>
    public bool CompactOk { get; init; }

    /// <summary>The other flag bits as they stand on the wire; default 0.</summary>
    public ushort ReservedFlags { get; init; }

    /// <summary>The options in order. Default none.</summary>
    public ImmutableArray<EdnsOption> Options { get; init => field = value.IsDefault ? [] : value; } = [];

    internal ushort FlagBits => (ushort)((DnssecOk ? EdnsView.DnssecOkBit : 0) | (CompactOk ? EdnsView.CompactOkBit : 0) | (ReservedFlags & 0x3fff));

    /// <summary>A copy with one more option.</summary>
    public EdnsRecord With(EdnsOption option) => this with { Options = Options.Add(option) };

    /// <summary>The first option of a type; null when there is none.</summary>
    public T? Find<T>()
        where T : EdnsOption => Options.OfType<T>().FirstOrDefault();

    /// <summary>The first line as dig shows it, then a line for each option; printable characters only.</summary>
    public override string ToString()
    {
        string flags = (DnssecOk ? " do" : string.Empty) + (CompactOk ? " co" : string.Empty);
        string first = string.Create(CultureInfo.InvariantCulture, $"EDNS: version: {Version}, flags:{flags}; udp: {PayloadSize ?? 0}");
        return string.Join('\n', Options.Select(option => option.ToString()).Prepend(first));
    }

    /// <summary>Equal when all fields and the options, in order, are.</summary>
    public bool Equals(EdnsRecord? other) =>
        other is not null && PayloadSize == other.PayloadSize && Version == other.Version && FlagBits == other.FlagBits && Options.SequenceEqual(other.Options);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PayloadSize, Version, FlagBits, Options.Length);
}
