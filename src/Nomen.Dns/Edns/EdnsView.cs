using System.Buffers.Binary;
using System.Collections.Immutable;

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

    /// <summary>The data of the first option with a code; false when there is none.</summary>
    public bool TryGetOption(EdnsOptionCode code, out ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> options = OptionOctets;
        while (options.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if (BinaryPrimitives.ReadUInt16BigEndian(options) == (ushort)code)
            {
                data = options.Slice(4, length);
                return true;
            }

            options = options[(4 + length)..];
        }

        data = default;
        return false;
    }

    /// <summary>An owned copy with every option read.</summary>
    public EdnsRecord ToRecord()
    {
        ImmutableArray<EdnsOption>.Builder list = ImmutableArray.CreateBuilder<EdnsOption>();
        for (ReadOnlySpan<byte> options = OptionOctets; options.Length >= 4;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            list.Add(EdnsOptionReader.Read((EdnsOptionCode)BinaryPrimitives.ReadUInt16BigEndian(options), options.Slice(4, length)));
            options = options[(4 + length)..];
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
