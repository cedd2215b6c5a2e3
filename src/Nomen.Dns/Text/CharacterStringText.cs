using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Nomen.Dns.Text;

/// <summary>Presentation form of octets in a character-string: <c>\X</c> and <c>\DDD</c> (RFC 1035 section 5.1); a character that is not ASCII stands for its UTF-8 octets.</summary>
internal static class CharacterStringText
{
    /// <summary>Most octets that a text may stand for: three of UTF-8 for each character.</summary>
    public static int MaxOctets(int characters) => characters * 3;

    /// <summary>Decodes escapes; false with what was expected, and where in <paramref name="text"/>.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination, out int written, [NotNullWhen(false)] out string? expected, out int index)
    {
        written = 0;
        expected = null;
        index = 0;
        while (index < text.Length)
        {
            if (text[index] == '\\')
            {
                if (!TryDecodeEscape(text, ref index, out byte octet, out expected))
                {
                    return false;
                }

                destination[written++] = octet;
            }
            else if (char.IsAscii(text[index]))
            {
                destination[written++] = (byte)text[index++];
            }
            else
            {
                if (Rune.DecodeFromUtf16(text[index..], out Rune rune, out int used) != System.Buffers.OperationStatus.Done)
                {
                    expected = "a whole Unicode character";
                    return false;
                }

                written += rune.EncodeToUtf8(destination[written..]);
                index += used;
            }
        }

        return true;
    }

    /// <summary>Number of characters that <see cref="Encode"/> writes at most.</summary>
    public static int MaxCharacters(int octets) => octets * 4;

    /// <summary>Writes octets with every quote, backslash and non-printable octet escaped; returns the number of characters.</summary>
    public static int Encode(ReadOnlySpan<byte> octets, Span<char> destination)
    {
        int written = 0;
        foreach (byte octet in octets)
        {
            if (octet is (byte)'"' or (byte)'\\')
            {
                destination[written++] = '\\';
                destination[written++] = (char)octet;
            }
            else if (octet is >= 0x20 and < 0x7f)
            {
                destination[written++] = (char)octet;
            }
            else
            {
                destination[written++] = '\\';
                destination[written++] = (char)('0' + (octet / 100));
                destination[written++] = (char)('0' + (octet / 10 % 10));
                destination[written++] = (char)('0' + (octet % 10));
            }
        }

        return written;
    }

    private static bool TryDecodeEscape(ReadOnlySpan<char> text, ref int index, out byte octet, [NotNullWhen(false)] out string? expected)
    {
        octet = 0;
        expected = null;
        int next = index + 1;
        if (next < text.Length && char.IsAscii(text[next]) && !char.IsAsciiDigit(text[next]))
        {
            octet = (byte)text[next];
            index = next + 1;
            return true;
        }

        if (next + 3 <= text.Length && char.IsAsciiDigit(text[next]) && char.IsAsciiDigit(text[next + 1]) && char.IsAsciiDigit(text[next + 2]))
        {
            int value = ((text[next] - '0') * 100) + ((text[next + 1] - '0') * 10) + (text[next + 2] - '0');
            if (value <= byte.MaxValue)
            {
                octet = (byte)value;
                index = next + 3;
                return true;
            }

            expected = "an escape of at most \\255";
            return false;
        }

        expected = "three digits or an ASCII character after the backslash";
        return false;
    }
}
