using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Nomen.Dns.MasterFiles;

/// <summary>Text of a <c>$GENERATE</c> line in which <c>$</c> and <c>${offset,width,base}</c> stand for the number; <c>$$</c> and <c>\$</c> stand for a dollar sign.</summary>
internal sealed class GenerateTemplate
{
    /// <summary>Widest number in characters: a longer one fits no name and no character-string.</summary>
    public const int MaxWidth = 255;

    /// <summary>Longest template in characters, as in BIND: the line's length times the number of records is what one line can cost.</summary>
    public const int MaxLength = 2048;

    private readonly List<Piece> _pieces;

    private GenerateTemplate(List<Piece> pieces) => _pieces = pieces;

    /// <summary>Reads the template; false with what was expected, and at which character.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out GenerateTemplate? template, out string expected, out int index)
    {
        List<Piece> pieces = [];
        StringBuilder literal = new();
        template = null;
        index = 0;
        expected = string.Create(CultureInfo.InvariantCulture, $"at most {MaxLength} characters");
        if (text.Length > MaxLength)
        {
            return false;
        }

        for (index = 0; index < text.Length;)
        {
            char c = text[index];
            ReadOnlySpan<char> rest = text[(index + 1)..];
            if (c == '\\' && !rest.IsEmpty)
            {
                literal.Append(c).Append(rest[0]);
                index += 2;
            }
            else if (c == '$' && rest is ['$', ..])
            {
                literal.Append('\\').Append('$');
                index += 2;
            }
            else if (c == '$')
            {
                int end = rest is ['{', ..] ? rest.IndexOf('}') : 0;
                if (end < 0 || !TryParseModifier(end == 0 ? [] : rest[1..end], literal.ToString(), out Piece piece))
                {
                    expected = $"${{offset,width,base}} with a base of d, o, x, X, n or N and a width of at most {MaxWidth}";
                    return false;
                }

                pieces.Add(piece);
                literal.Clear();
                index += end == 0 ? 1 : end + 2;
            }
            else
            {
                literal.Append(c);
                index++;
            }
        }

        pieces.Add(new Piece(literal.ToString(), 0, 0, '\0'));
        template = new GenerateTemplate(pieces);
        return true;
    }

    /// <summary>The text for a number; false when the offset makes it negative.</summary>
    public bool TryExpand(long number, [NotNullWhen(true)] out string? text)
    {
        StringBuilder built = new();
        text = null;
        foreach (Piece piece in _pieces)
        {
            built.Append(piece.Before);
            if (piece.Base == '\0')
            {
                break;
            }

            long value = number + piece.Offset;
            if (value < 0)
            {
                return false;
            }

            AppendNumber(built, value, piece);
        }

        text = built.ToString();
        return true;
    }

    private static bool TryParseModifier(ReadOnlySpan<char> text, string before, out Piece piece)
    {
        piece = new Piece(before, 0, 0, 'd');
        if (text.IsEmpty)
        {
            return true;
        }

        Span<Range> parts = stackalloc Range[4];
        int count = text.Split(parts, ',');
        if (count > 3 || !int.TryParse(text[parts[0]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int offset))
        {
            return false;
        }

        int width = 0;
        if (count > 1 && (!int.TryParse(text[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture, out width) || width > MaxWidth))
        {
            return false;
        }

        ReadOnlySpan<char> @base = count > 2 ? text[parts[2]] : "d";
        piece = new Piece(before, offset, width, @base.Length == 1 ? @base[0] : '\0');
        return piece.Base is 'd' or 'o' or 'x' or 'X' or 'n' or 'N';
    }

    private static void AppendNumber(StringBuilder built, long value, Piece piece)
    {
        if (piece.Base is 'n' or 'N')
        {
            AppendNibbles(built, value, piece);
            return;
        }

        string digits = piece.Base switch
        {
            'o' => Convert.ToString(value, 8),
            'x' => value.ToString("x", CultureInfo.InvariantCulture),
            'X' => value.ToString("X", CultureInfo.InvariantCulture),
            _ => value.ToString(CultureInfo.InvariantCulture),
        };
        built.Append('0', Math.Max(0, piece.Width - digits.Length)).Append(digits);
    }

    /// <summary>Hexadecimal digits from the last to the first with dots between, for <c>ip6.arpa</c>; the width counts the dots.</summary>
    private static void AppendNibbles(StringBuilder built, long value, Piece piece)
    {
        int left = piece.Width;
        while (true)
        {
            built.Append((value & 0xf).ToString(piece.Base == 'n' ? "x" : "X", CultureInfo.InvariantCulture));
            value >>= 4;
            left--;
            if (value == 0 && left <= 0)
            {
                return;
            }

            built.Append('.');
            left--;
            if (value == 0 && left <= 0)
            {
                return;
            }
        }
    }

    /// <summary>Text, and the number behind it; the last piece has none.</summary>
    private readonly record struct Piece(string Before, int Offset, int Width, char Base);
}
