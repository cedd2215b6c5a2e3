using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Nomen.Dns.Names;

/// <summary>Presentation form of names (RFC 1035 section 5.1): <c>\X</c> for a special character, <c>\DDD</c> for an octet.</summary>
internal static class NameText
{
    /// <summary>254 octets that each need four characters.</summary>
    public const int MaxTextLength = 1016;

    /// <summary>What nearly all labels are made of, and what needs no escape.</summary>
    private static readonly SearchValues<byte> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_*"u8);

    private const string ExpectedShortName = "a name of at most 255 octets";
    private const string ExpectedAscii = "an ASCII character (DomainName.FromUnicode takes internationalised names)";

    public static bool TryParse(ReadOnlySpan<char> text, DomainName origin, out DomainName name, [NotNullWhen(false)] out string? expected, out int column)
    {
        name = default;
        expected = null;
        column = 1;
        if (text is "@")
        {
            name = origin;
            return true;
        }

        if (text is ".")
        {
            return true;
        }

        Span<byte> wire = stackalloc byte[DomainName.MaxLength];
        int length = 1;
        int labelStart = 0;
        bool absolute = false;
        int i = 0;
        while (i < text.Length)
        {
            // What names are made of, as long as neither the label nor the name is full.
            int limit = Math.Min(labelStart + DomainName.MaxLabelLength + 1, DomainName.MaxLength);
            while (length < limit && i < text.Length && IsOrdinary(text[i]))
            {
                wire[length++] = (byte)text[i++];
            }

            if (i == text.Length)
            {
                break;
            }

            column = i + 1;
            if (text[i] == '.')
            {
                expected = length == labelStart + 1 ? "a label before the dot" : length == DomainName.MaxLength ? ExpectedShortName : null;
                if (expected is not null)
                {
                    return false;
                }

                wire[labelStart] = (byte)(length - labelStart - 1);
                labelStart = length++;
                absolute = ++i == text.Length;
                continue;
            }

            if (!TryReadOctet(text, ref i, out byte octet, out expected))
            {
                return false;
            }

            expected = length - labelStart > DomainName.MaxLabelLength ? "a label of at most 63 octets" : length == DomainName.MaxLength ? ExpectedShortName : null;
            if (expected is not null)
            {
                return false;
            }

            wire[length++] = octet;
        }

        if (length == 1)
        {
            expected = "a domain name";
            return false;
        }

        return TryFinish(wire[..length], labelStart, absolute, origin, out name, out expected);
    }

    /// <summary>Writes the presentation form; the buffer has <see cref="MaxTextLength"/> characters.</summary>
    public static int Format(ReadOnlySpan<byte> wire, Span<char> buffer)
    {
        if (wire.Length == 1)
        {
            buffer[0] = '.';
            return 1;
        }

        int length = 0;
        for (int position = 0; wire[position] != 0; position += wire[position] + 1)
        {
            length += FormatLabel(wire.Slice(position + 1, wire[position]), buffer[length..]);
            buffer[length++] = '.';
        }

        return length;
    }

    /// <summary>As <see cref="Format"/>, without the labels of <paramref name="origin"/> and "<c>@</c>" for itself; in full when the name lies elsewhere.</summary>
    public static int FormatRelative(DomainName name, DomainName origin, Span<char> buffer)
    {
        if (!name.IsAtOrBelow(origin) || origin.IsRoot)
        {
            return Format(name.Wire, buffer);
        }

        if (name.Length == origin.Length)
        {
            buffer[0] = '@';
            return 1;
        }

        int length = 0;
        ReadOnlySpan<byte> wire = name.Wire[..^origin.Length];
        for (int position = 0; position < wire.Length; position += wire[position] + 1)
        {
            length += FormatLabel(wire.Slice(position + 1, wire[position]), buffer[length..]);
            buffer[length++] = '.';
        }

        return length - 1;
    }

    private static bool IsOrdinary(char c) => c is not ('.' or '\\') && c < 0x80;

    private static bool TryFinish(ReadOnlySpan<byte> wire, int labelStart, bool absolute, DomainName origin, out DomainName name, out string? expected)
    {
        name = default;
        expected = null;
        if (absolute)
        {
            byte[] octets = wire.ToArray();
            octets[^1] = 0;
            name = new DomainName(octets, 0, octets.Length);
            return true;
        }

        if (wire.Length + origin.Length > DomainName.MaxLength)
        {
            expected = ExpectedShortName;
            return false;
        }

        byte[] whole = new byte[wire.Length + origin.Length];
        wire.CopyTo(whole);
        whole[labelStart] = (byte)(wire.Length - labelStart - 1);
        origin.Wire.CopyTo(whole.AsSpan(wire.Length));
        name = new DomainName(whole, 0, whole.Length);
        return true;
    }

    private static bool TryReadOctet(ReadOnlySpan<char> text, ref int i, out byte octet, [NotNullWhen(false)] out string? expected)
    {
        octet = 0;
        expected = null;
        char c = text[i++];
        if (c != '\\')
        {
            octet = (byte)c;
            expected = char.IsAscii(c) ? null : ExpectedAscii;
            return expected is null;
        }

        if (i < text.Length && !char.IsAsciiDigit(text[i]))
        {
            octet = (byte)text[i];
            expected = char.IsAscii(text[i++]) ? null : ExpectedAscii;
            return expected is null;
        }

        if (i + 3 <= text.Length && char.IsAsciiDigit(text[i + 1]) && char.IsAsciiDigit(text[i + 2]))
        {
            int value = ((text[i] - '0') * 100) + ((text[i + 1] - '0') * 10) + (text[i + 2] - '0');
            i += 3;
            octet = (byte)value;
            expected = value <= byte.MaxValue ? null : "an escape of at most \\255";
            return expected is null;
        }

        expected = "three digits or a character after the backslash";
        return false;
    }

    private static int FormatLabel(ReadOnlySpan<byte> label, Span<char> buffer)
    {
        if (!label.ContainsAnyExcept(Plain))
        {
            Ascii.ToUtf16(label, buffer, out int written);
            return written;
        }

        int length = 0;
        foreach (byte octet in label)
        {
            length += FormatOctet(octet, buffer[length..]);
        }

        return length;
    }

    private static int FormatOctet(byte octet, Span<char> buffer)
    {
        if (octet is (byte)'.' or (byte)'\\' or (byte)'"' or (byte)';' or (byte)'(' or (byte)')' or (byte)'@' or (byte)'$')
        {
            buffer[0] = '\\';
            buffer[1] = (char)octet;
            return 2;
        }

        if (octet is > 0x20 and < 0x7f)
        {
            buffer[0] = (char)octet;
            return 1;
        }

        buffer[0] = '\\';
        buffer[1] = (char)('0' + (octet / 100));
        buffer[2] = (char)('0' + (octet / 10 % 10));
        buffer[3] = (char)('0' + (octet % 10));
        return 4;
    }
}
