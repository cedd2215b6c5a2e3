using System.Buffers;
using System.Globalization;

namespace Nomen.Dns.Registries;

/// <summary>Mnemonics of types and classes, with the RFC 3597 forms <c>TYPE65280</c> and <c>CLASS4</c>.</summary>
public static class DnsTypeText
{
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Mnemonic of a type; <c>TYPEnnn</c> for one without a name.</summary>
    public static string ToMnemonic(this DnsType type) => type == DnsType.NSAPPTR ? "NSAP-PTR" : Enum.GetName(type) ?? $"TYPE{((ushort)type).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Mnemonic of a class; <c>CLASSnnn</c> for one without a name.</summary>
    public static string ToMnemonic(this DnsClass @class) => Enum.GetName(@class) ?? $"CLASS{((ushort)@class).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads a type's mnemonic in either case, or <c>TYPEnnn</c> (RFC 3597 section 5).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DnsType type)
    {
        if (TryParseNumbered(text, "TYPE", out ushort number))
        {
            type = (DnsType)number;
            return true;
        }

        type = text.Equals("NSAP-PTR", StringComparison.OrdinalIgnoreCase) ? DnsType.NSAPPTR : default;
        return type != default || (IsMnemonic(text) && Enum.TryParse(text, ignoreCase: true, out type) && type != DnsType.NSAPPTR);
    }

    /// <summary>Reads a class's mnemonic in either case, or <c>CLASSnnn</c> (RFC 3597 section 5).</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DnsClass @class)
    {
        if (TryParseNumbered(text, "CLASS", out ushort number))
        {
            @class = (DnsClass)number;
            return true;
        }

        @class = default;
        return IsMnemonic(text) && Enum.TryParse(text, ignoreCase: true, out @class);
    }

    // Enum.TryParse also reads numbers, blanks and lists with commas, none of which are mnemonics.
    private static bool IsMnemonic(ReadOnlySpan<char> text) => !text.IsEmpty && char.IsAsciiLetter(text[0]) && !text.ContainsAnyExcept(LettersAndDigits);

    private static bool TryParseNumbered(ReadOnlySpan<char> text, ReadOnlySpan<char> prefix, out ushort number)
    {
        number = 0;
        return text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && ushort.TryParse(text[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
