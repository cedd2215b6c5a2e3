using System.Collections.Immutable;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>One or more character-strings up to the end of the rdata, each a length octet and up to 255 octets (RFC 1035 section 3.3.14).</summary>
internal sealed class CharacterStringsField : IVariableField<ImmutableArray<ReadOnlyMemory<byte>>>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)
    {
        int start = position;
        while (position < end)
        {
            position += message[position] + 1;
        }

        return position == end && start < end ? end : scan.Fail(FormatErrorKind.CharacterString, start);
    }

    public static ImmutableArray<ReadOnlyMemory<byte>> Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        // All strings share one array, so that many short ones cost little.
        int count = 0;
        for (int i = position; i < end; i += message[i] + 1)
        {
            count++;
        }

        byte[] octets = message[position..end].ToArray();
        var strings = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>(count);
        for (int i = 0; i < octets.Length; i += octets[i] + 1)
        {
            strings.Add(octets.AsMemory(i + 1, octets[i]));
        }

        position = end;
        return strings.MoveToImmutable();
    }

    public static void Write(ref DnsMessageWriter writer, ImmutableArray<ReadOnlyMemory<byte>> value)
    {
        foreach (ReadOnlyMemory<byte> text in value)
        {
            CharacterStringField.Write(ref writer, text);
        }
    }

    public static ImmutableArray<ReadOnlyMemory<byte>> Parse(RdataTextReader reader, string expected)
    {
        var strings = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        do
        {
            strings.Add(reader.ReadCharacterString("a string"));
        }
        while (!reader.AtEnd);

        return strings.DrainToImmutable();
    }

    public static void Print(RdataTextWriter writer, ImmutableArray<ReadOnlyMemory<byte>> value)
    {
        foreach (ReadOnlyMemory<byte> text in value)
        {
            writer.WriteString(text.Span);
        }
    }

    public static bool Equal(ImmutableArray<ReadOnlyMemory<byte>> left, ImmutableArray<ReadOnlyMemory<byte>> right)
    {
        bool equal = left.Length == right.Length;
        for (int i = 0; equal && i < left.Length; i++)
        {
            equal = left[i].Span.SequenceEqual(right[i].Span);
        }

        return equal;
    }

    public static void AddHash(ref HashCode hash, ImmutableArray<ReadOnlyMemory<byte>> value)
    {
        foreach (ReadOnlyMemory<byte> text in value)
        {
            CharacterStringField.AddHash(ref hash, text);
        }
    }

    public static ImmutableArray<ReadOnlyMemory<byte>> Check(ImmutableArray<ReadOnlyMemory<byte>> value, string name)
    {
        if (value.IsDefaultOrEmpty)
        {
            throw new ArgumentException("At least one string is needed.", name);
        }

        foreach (ReadOnlyMemory<byte> text in value)
        {
            _ = CharacterStringField.Check(text, name);
        }

        return value;
    }
}
