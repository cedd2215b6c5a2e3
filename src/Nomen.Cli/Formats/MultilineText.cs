using System.Globalization;
using System.Text;
using Nomen.Cli.Arguments;
using Nomen.Dns.Records;

namespace Nomen.Cli.Formats;

/// <summary>dig's <c>+multiline</c>: SOA with a word for each number, keys and signatures in lines that fit 80 columns.</summary>
internal static class MultilineText
{
    private const int LineLength = 80;
    private const int TabWidth = 8;

    /// <summary>The text; lines behind the first start at the column of the rdata.</summary>
    public static string Format(Rdata data, DisplayOptions display, int column)
    {
        Layout layout = new(display, Environment.NewLine + new string('\t', column / TabWidth), LineWidth(display, column));
        return data switch
        {
            SoaData soa => Soa(soa, display, layout.Indent),
            DnskeyData or CdnskeyData or RkeyData or KeyData { PublicKey.IsEmpty: false } => Key(data, layout),
            RrsigData => Rrsig(data, layout),
            HipData => Hip(data, layout),
            IpseckeyData => Ipseckey(data, layout),
            DhcidData id => Dhcid(id, layout),
            OpenpgpkeyData or NullData { Octets.IsEmpty: false } or UnknownData { Octets.IsEmpty: false } => Chunked(data, layout, firstLineHasData: true),
            DsData or CdsData or DlvData or TaData or ZonemdData or SinkData or TlsaData or SmimeaData or SshfpData or CertData => Chunked(data, layout, firstLineHasData: false),
            _ => RdataText.Plain(data, 0),
        };
    }

    /// <summary>As <c>+split</c> says; when it says nothing, what fits.</summary>
    private static int LineWidth(DisplayOptions display, int column) => display.Split switch
    {
        DisplayOptions.DefaultSplit => LineLength - column - 4,
        0 => int.MaxValue,
        _ => display.Split,
    };

    private static string Soa(SoaData soa, DisplayOptions display, string indent)
    {
        if (display.RecordComments == false)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{soa.PrimaryServer} {soa.Mailbox} ({indent}{soa.Serial}{indent}{soa.Refresh}{indent}{soa.Retry}{indent}{soa.Expire}{indent}{soa.Minimum})");
        }

        (uint Value, string Name)[] times = [(soa.Refresh, "refresh"), (soa.Retry, "retry"), (soa.Expire, "expire"), (soa.Minimum, "minimum")];
        StringBuilder text = new($"{soa.PrimaryServer} {soa.Mailbox} (");
        text.Append(indent).Append(CultureInfo.InvariantCulture, $"{soa.Serial,-10} ; serial");
        foreach ((uint value, string name) in times)
        {
            text.Append(indent).Append(CultureInfo.InvariantCulture, $"{value,-10} ; {name} ({Durations.Spell(value)})");
        }

        return text.Append(indent).Append(')').ToString();
    }

    // dig has a blank between parenthesis and comment for keys of zones only.
    private static string Key(Rdata key, Layout layout)
    {
        (string head, string tail) = CryptoText.Split(key, layout.Display);
        string lines = $"{head} ({layout.Lines(tail)}";
        return layout.Display.RecordComments == false ? lines + " )" : $"{lines}{layout.Indent}){KeyComment.Gap(key)[1..]}{KeyComment.Of(key)}";
    }

    private static string Rrsig(Rdata signature, Layout layout)
    {
        (string head, string tail) = CryptoText.Split(signature, layout.Display);
        string[] fields = head.Split(' ');
        return $"{string.Join(' ', fields[..4])} ({layout.Indent}{string.Join(' ', fields[4..])}{layout.Lines(tail)} )";
    }

    // Key and servers a line each; dig does not cut this key.
    private static string Hip(Rdata data, Layout layout)
    {
        string[] fields = RdataText.Plain(data, 0).Split(' ');
        return $"( {fields[0]} {fields[1]}{string.Concat(fields.Skip(2).Select(field => layout.Indent + field))} )";
    }

    private static string Ipseckey(Rdata data, Layout layout)
    {
        (string head, string tail) = CryptoText.Split(data, layout.Display);
        return $"( {head}{layout.Lines(tail)} )";
    }

    // Behind it the identifier type, the digest type and the digest's length (RFC 4701 section 3.3).
    private static string Dhcid(DhcidData data, Layout layout)
    {
        ReadOnlySpan<byte> octets = data.Octets.Span;
        string lines = Chunked(data, layout, firstLineHasData: true);
        return octets.Length < 3 ? lines : string.Create(CultureInfo.InvariantCulture, $"{lines} ; {(octets[0] << 8) | octets[1]} {octets[2]} {octets.Length - 3}");
    }

    private static string Chunked(Rdata data, Layout layout, bool firstLineHasData)
    {
        (string head, string tail) = CryptoText.Split(data, layout.Display);
        string lines = layout.Lines(tail);
        string open = head.Length == 0 ? "(" : head + " (";
        return firstLineHasData ? $"{open} {lines[layout.Indent.Length..]} )" : $"{open}{lines} )";
    }

    /// <summary>How lines are laid out.</summary>
    /// <param name="Display">What dig's flags say.</param>
    /// <param name="Indent">End of line, and the tabs that the next one starts with.</param>
    /// <param name="Width">Characters of hex or base64 in a line.</param>
    private readonly record struct Layout(DisplayOptions Display, string Indent, int Width)
    {
        // What stands in for octets is not cut.
        public string Lines(string text)
        {
            string indent = Indent;
            return text.StartsWith('[') ? indent + text : string.Concat(text.Chunk(Math.Min(Width, Math.Max(text.Length, 1))).Select(chunk => indent + new string(chunk)));
        }
    }
}
