using System.Collections.Immutable;

namespace Nomen.Conformance.Wire;

/// <summary>The OPT record as the second reader sees it.</summary>
internal sealed record PlainEdns
{
    public const ushort DnssecOk = 0x8000;
    public const ushort CompactOk = 0x4000;

    /// <summary>UDP payload size in octets.</summary>
    public ushort PayloadSize { get; init; } = 1232;

    /// <summary>Upper 8 bits of the response code.</summary>
    public byte ExtendedRcode { get; init; }

    /// <summary>Version.</summary>
    public byte Version { get; init; }

    /// <summary>The 16 flag bits.</summary>
    public ushort Flags { get; init; }

    /// <summary>The options in order.</summary>
    public ImmutableArray<PlainOption> Options { get; init; } = [];

    /// <summary>The rdata.</summary>
    public byte[] Data => [.. Options.SelectMany(option => (byte[])
    [
        (byte)(option.Code >> 8), (byte)option.Code, (byte)(option.Data.Length >> 8), (byte)option.Data.Length, .. option.Data,
    ])];
}
