using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>The OPT record of a validated message, read in place (RFC 6891).</summary>
public readonly ref struct EdnsView
{
    internal const ushort DnssecOkBit = 0x8000;
    internal const ushort CompactOkBit = 0x4000;

    private const int FixedLength = 10;

    private readonly ReadOnlySpan<byte> _record;

    /// <summary>Takes the record from its type on, to the end of the message.</summary>
    internal EdnsView(ReadOnlySpan<byte> record) => _record = record;

    /// <summary>The sender's UDP payload size in octets, as it stands on the wire.</summary>
    public ushort PayloadSize => BinaryPrimitives.ReadUInt16BigEndian(_record[2..]);

    /// <summary>Upper 8 bits of the response code.</summary>
    public byte ExtendedRcode => _record[4];

    /// <summary>EDNS version.</summary>
    public byte Version => _record[5];

    /// <summary>The 16 flag bits.</summary>
    public ushort Flags => BinaryPrimitives.ReadUInt16BigEndian(_record[6..]);

    /// <summary>DO (RFC 3225).</summary>
    public bool DnssecOk => (Flags & DnssecOkBit) != 0;

    /// <summary>CO (RFC 9824).</summary>
    public bool CompactOk => (Flags & CompactOkBit) != 0;

    /// <summary>The options in wire form.</summary>
    public ReadOnlySpan<byte> OptionOctets => _record.Slice(FixedLength, BinaryPrimitives.ReadUInt16BigEndian(_record[8..]));

    /// <summary>The options in order, without allocation.</summary>
    public EdnsOptionSequence Options => new(OptionOctets);

    /// <summary>The data of the first option with a code; false when there is none.</summary>
    public bool TryGetOption(EdnsOptionCode code, out ReadOnlySpan<byte> data)
    {
        foreach (EdnsOptionView option in Options)
        {
            if (option.Code == code)
            {
                data = option.Data;
                return true;
            }
        }

        data = default;
        return false;
    }

    /// <summary>Reads the first option of a type; false when there is none, or when it breaks its rules: then <paramref name="error"/> has a kind.</summary>
    public bool TryRead<T>([NotNullWhen(true)] out T? option, out FormatError error)
        where T : EdnsOption, IEdnsOption<T>
    {
        option = null;
        error = default;
        return TryGetOption(T.OptionCode, out ReadOnlySpan<byte> data) && T.TryRead(data, out option, out error);
    }

    /// <summary>An owned copy with every option read; one that breaks its own rules is an <see cref="UnknownOption"/>.</summary>
    public EdnsRecord ToRecord()
    {
        ImmutableArray<EdnsOption>.Builder list = ImmutableArray.CreateBuilder<EdnsOption>();
        foreach (EdnsOptionView option in Options)
        {
            list.Add(option.ToOption());
        }

        return new EdnsRecord
        {
            PayloadSize = PayloadSize,
            Version = Version,
            DnssecOk = DnssecOk,
            CompactOk = CompactOk,
            ReservedFlags = (ushort)(Flags & 0x3fff),
            Options = list.DrainToImmutable(),
        };
    }
}
