namespace Nomen.Conformance.Wire;

/// <summary>Writes a <see cref="PlainMessage"/> without compression.</summary>
internal static class PlainWriter
{
    /// <summary>The message's octets.</summary>
    public static byte[] Write(PlainMessage message)
    {
        List<byte> octets = [];
        Add16(octets, message.Id);
        Add16(octets, (message.Opcode << 11) | message.Flags | message.HeaderRcode);
        Add16(octets, message.Questions.Length);
        Add16(octets, message.Answers.Length);
        Add16(octets, message.Authority.Length);
        Add16(octets, message.Additional.Length + (message.Edns is null ? 0 : 1));
        foreach (PlainQuestion question in message.Questions)
        {
            octets.AddRange(question.Name);
            Add16(octets, question.Type);
            Add16(octets, question.Class);
        }

        foreach (PlainRecord record in message.Answers.Concat(message.Authority).Concat(message.Additional))
        {
            AddRecord(octets, record);
        }

        if (message.Edns is { } edns)
        {
            uint bits = ((uint)edns.ExtendedRcode << 24) | ((uint)edns.Version << 16) | edns.Flags;
            AddRecord(octets, new PlainRecord([0], 41, edns.PayloadSize, bits, edns.Data));
        }

        return [.. octets];
    }

    private static void AddRecord(List<byte> octets, PlainRecord record)
    {
        octets.AddRange(record.Owner);
        Add16(octets, record.Type);
        Add16(octets, record.Class);
        Add16(octets, (int)(record.Ttl >> 16));
        Add16(octets, (int)(record.Ttl & 0xffff));
        Add16(octets, record.Data.Length);
        octets.AddRange(record.Data);
    }

    private static void Add16(List<byte> octets, int value)
    {
        octets.Add((byte)(value >> 8));
        octets.Add((byte)value);
    }
}
