using Nomen.Dns.Errors;

namespace Nomen.Dns.Names;

/// <content>Presentation form: labels with RFC 1035 section 5.1 escapes, always with the final dot.</content>
public readonly partial struct DomainName
{
    /// <summary>Reads a name in presentation form; it is absolute with or without the final dot.</summary>
    /// <exception cref="DnsTextException">Empty label, label over 63 octets, name over 255, bad escape, or a character that is not ASCII.</exception>
    public static DomainName Parse(ReadOnlySpan<char> text) => Parse(text, Root);

    /// <summary>Reads a name in presentation form; without a final dot it is completed by <paramref name="origin"/>, and "<c>@</c>" is the origin itself.</summary>
    /// <exception cref="DnsTextException">As <see cref="Parse(ReadOnlySpan{char})"/>.</exception>
    public static DomainName Parse(ReadOnlySpan<char> text, DomainName origin) =>
        NameText.TryParse(text, origin, out DomainName name, out string? expected, out int column)
            ? name
            : throw new DnsTextException(expected, text.ToString(), column);

    /// <summary>Reads an internationalised name: labels that are not ASCII become A-labels (<c>xn--...</c>, RFC 5890), the others are read as by <see cref="Parse(ReadOnlySpan{char})"/>.</summary>
    /// <remarks>For what people type. Dots may be any of the four of RFC 3490 section 3.1. Mapping and checks are those of <see cref="System.Globalization.IdnMapping"/>.</remarks>
    /// <exception cref="DnsTextException">As <see cref="Parse(ReadOnlySpan{char})"/>, or a label that IDNA does not allow.</exception>
    public static DomainName FromUnicode(ReadOnlySpan<char> text) => NameUnicode.Parse(text);

    /// <summary>Presentation form with A-labels as people read them; a label that is none, or would not come back the same, stays as it is.</summary>
    /// <remarks>For display only: different names can look alike.</remarks>
    public string ToUnicode() => NameUnicode.Format(this);

    /// <inheritdoc/>
    static DomainName ISpanParsable<DomainName>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static DomainName IParsable<DomainName>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool ISpanParsable<DomainName>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out DomainName result) => TryParse(s, out result);

    /// <inheritdoc/>
    static bool IParsable<DomainName>.TryParse(string? s, IFormatProvider? provider, out DomainName result) => TryParse(s, out result);

    /// <summary>Reads a name in presentation form; false when it is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DomainName name) => NameText.TryParse(text, Root, out name, out _, out _);

    /// <summary>Presentation form with the final dot; "<c>.</c>" for the root.</summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[NameText.MaxTextLength];
        int length = NameText.Format(Wire, buffer);
        return new string(buffer[..length]);
    }

    /// <inheritdoc/>
    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        Span<char> buffer = stackalloc char[NameText.MaxTextLength];
        int length = NameText.Format(Wire, buffer);
        charsWritten = buffer[..length].TryCopyTo(destination) ? length : 0;
        return charsWritten == length;
    }
}
