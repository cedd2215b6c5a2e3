using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Nomen.Conformance.Wire;

/// <summary>The second, minimal reader: octets to <see cref="PlainMessage"/>, without the product's code.</summary>
internal static class PlainReader
{
    private const ushort Opt = 41;

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">The octets are no message.</exception>
    public static PlainMessage Read(ReadOnlySpan<byte> message)
    {
        if (message.Length < 12)
        {
            throw new FormatException("fewer than 12 octets");
        }

        int position = 12;
        ushort bits = UInt16(message, 2);
        ImmutableArray<PlainQuestion> questions = ReadQuestions(message, ref position);
        PlainEdns? edns = null;
        PlainMessage read = new()
        {
            Id = UInt16(message, 0),
            Opcode = (byte)((bits >> 11) & 0xf),
            Flags = (ushort)(bits & 0x87f0),
            HeaderRcode = (byte)(bits & 0xf),
            Questions = questions,
            Answers = ReadRecords(message, UInt16(message, 6), ref position, ref edns),
            Authority = ReadRecords(message, UInt16(message, 8), ref position, ref edns),
            Additional = ReadRecords(message, UInt16(message, 10), ref position, ref edns),
        };
        return position == message.Length ? read with { Edns = edns } : throw new FormatException("octets behind the message");
    }

    /// <summary>Reads the options of an OPT record's rdata.</summary>
    /// <exception cref="FormatException">They do not fill it exactly.</exception>
    public static ImmutableArray<PlainOption> ReadOptions(ReadOnlySpan<byte> data)
    {
        ImmutableArray<PlainOption>.Builder options = ImmutableArray.CreateBuilder<PlainOption>();
        for (int position = 0; position < data.Length;)
        {
            ushort code = UInt16(data, position);
            int length = UInt16(data, position + 2);
            position += 4 + length;
            options.Add(position <= data.Length ? new PlainOption(code, data.Slice(position - length, length).ToArray()) : throw new FormatException("an option that is too long"));
        }

        return options.DrainToImmutable();
    }

    private static ImmutableArray<PlainQuestion> ReadQuestions(ReadOnlySpan<byte> message, ref int position)
    {
        ImmutableArray<PlainQuestion>.Builder questions = ImmutableArray.CreateBuilder<PlainQuestion>();
        for (int left = UInt16(message, 4); left > 0; left--)
        {
            byte[] name = PlainName.Read(message, ref position);
            questions.Add(new PlainQuestion(name, UInt16(message, position), UInt16(message, position + 2)));
            position += 4;
        }

        return questions.DrainToImmutable();
    }

    private static ImmutableArray<PlainRecord> ReadRecords(ReadOnlySpan<byte> message, int count, ref int position, ref PlainEdns? edns)
    {
        ImmutableArray<PlainRecord>.Builder records = ImmutableArray.CreateBuilder<PlainRecord>();
        for (; count > 0; count--)
        {
            byte[] owner = PlainName.Read(message, ref position);
            ushort type = UInt16(message, position);
            ushort @class = UInt16(message, position + 2);
            uint ttl = ((uint)UInt16(message, position + 4) << 16) | UInt16(message, position + 6);
            int length = UInt16(message, position + 8);
            int data = position + 10;
            position = data + length <= message.Length ? data + length : throw new FormatException("a record that is cut");
            if (type == Opt)
            {
                edns = edns is null ? ReadEdns(@class, ttl, message.Slice(data, length)) : throw new FormatException("two OPT records");
            }
            else
            {
                records.Add(new PlainRecord(owner, type, @class, ttl, PlainRdata.Read(message, data, length, type, @class)));
            }
        }

        return records.DrainToImmutable();
    }

    private static PlainEdns ReadEdns(ushort size, uint bits, ReadOnlySpan<byte> data) => new()
    {
        PayloadSize = size,
        ExtendedRcode = (byte)(bits >> 24),
        Version = (byte)(bits >> 16),
        Flags = (ushort)bits,
        Options = ReadOptions(data),
    };

    private static ushort UInt16(ReadOnlySpan<byte> message, int position) =>
        position + 2 <= message.Length ? BinaryPrimitives.ReadUInt16BigEndian(message[position..]) : throw new FormatException("the message is cut");
}
