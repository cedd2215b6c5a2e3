using Nomen.Dns.Names;

namespace Nomen.Conformance.Wire;

/// <summary>Uncompressed names as octets.</summary>
internal static class PlainName
{
    private const int MaxLength = 255;
    private const int MaxHops = 127;

    /// <summary>Reads a name, following pointers; moves behind it.</summary>
    /// <exception cref="FormatException">There is no name here.</exception>
    public static byte[] Read(ReadOnlySpan<byte> message, ref int position)
    {
        List<byte> name = [];
        int hops = 0;
        int at = position;
        int? behind = null;
        while (true)
        {
            int length = At(message, at);
            if (length >= 0xc0)
            {
                int target = ((length & 0x3f) << 8) | At(message, at + 1);
                behind ??= at + 2;
                at = target < at && ++hops <= MaxHops ? target : throw new FormatException("a pointer that does not lead backwards");
                continue;
            }

            if (length > 63 || name.Count + length + 1 > MaxLength || at + length >= message.Length)
            {
                throw new FormatException("a bad label, or a name over 255 octets");
            }

            name.AddRange(message.Slice(at, length + 1));
            at += length + 1;
            if (length == 0)
            {
                position = behind ?? at;
                return [.. name];
            }
        }
    }

    /// <summary>The name with A to Z in lower case.</summary>
    public static byte[] ToLower(byte[] name) => [.. name.Select(octet => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet)];

    /// <summary>Whether a name is another, or lies below it, without letter case.</summary>
    public static bool IsAtOrBelow(byte[] name, byte[] zone)
    {
        int position = 0;
        while (name.Length - position > zone.Length)
        {
            position += name[position] + 1;
        }

        return ToLower(name)[position..].AsSpan().SequenceEqual(ToLower(zone));
    }

    /// <summary>Presentation form.</summary>
    public static string ToText(byte[] name) => DomainName.TryFromWire(name, out DomainName domain) ? domain.ToString() : Convert.ToHexString(name);

    private static int At(ReadOnlySpan<byte> message, int position) =>
        position < message.Length ? message[position] : throw new FormatException("the message ends within a name");
}
