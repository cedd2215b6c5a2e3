using System.Text;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The tag of a CAA property behind a length octet: ASCII letters and digits, case kept (RFC 8659 section 4.1).</summary>
/// <remarks>Other octets come as U+0080 to U+00FF, so that the wire form comes back octet by octet.</remarks>
internal sealed class CaaTagField : IVariableField<string>
{
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan) => CharacterStringField.Validate(message, position, end, ref scan);

    public static string Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        int start = position + 1;
        position = start + message[position];
        return Encoding.Latin1.GetString(message[start..position]);
    }

    public static void Write(ref DnsMessageWriter writer, string value)
    {
        Span<byte> octets = stackalloc byte[byte.MaxValue];
        int length = Encoding.Latin1.GetBytes(value, octets);
        writer.WriteByte((byte)length);
        writer.WriteOctets(octets[..length]);
    }

    public static string Parse(RdataTextReader reader, string expected)
    {
        string tag = Encoding.Latin1.GetString(reader.ReadCharacterString(expected));
        return FindFlaw(tag) is string flaw ? throw reader.Error(flaw) : tag;
    }

    public static void Print(RdataTextWriter writer, string value) => writer.WriteToken(value);

    public static string Check(string value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value.Length <= byte.MaxValue && !value.AsSpan().ContainsAnyExceptInRange('\0', '\u00ff')
            ? value
            : throw new ArgumentException("A tag has 1 to 255 ASCII letters and digits.", name);
    }

    public static string? FindFlaw(string value) => value.Length > 0 && value.All(char.IsAsciiLetterOrDigit) ? null : "a tag of ASCII letters and digits";
}
