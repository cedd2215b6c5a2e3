using System.Globalization;
using System.Text;
using Nomen.Cli.Arguments;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Formats;

/// <summary>dig's <c>+multiline</c>: SOA with a word for each number, keys and signatures in lines that fit 80 columns.</summary>
internal static class MultilineText
{
    private const int LineLength = 80;
    private const int TabWidth = 8;

    /// <summary>The text; lines behind the first start at the column of the rdata.</summary>
    public static string Format(Rdata data, DisplayOptions display, int column)
    {
        string indent = Environment.NewLine + new string('\t', column / TabWidth);
        int width = LineLength - column - 4;
        return data switch
        {
            SoaData soa => Soa(soa, indent),
            _ when !display.Crypto => RdataText.Format(data, display with { Multiline = false }, column),
            DnskeyData key => Dnskey(data, (ushort)key.Flags, (byte)key.Algorithm, indent, width),
            CdnskeyData key => Dnskey(data, (ushort)key.Flags, (byte)key.Algorithm, indent, width),
            RrsigData => Rrsig(data, indent, width),
            OpenpgpkeyData or UnknownData { Octets.IsEmpty: false } => Chunked(data, indent, width, firstLineHasData: true),
            DsData or CdsData or TlsaData or SmimeaData or SshfpData or CertData => Chunked(data, indent, width, firstLineHasData: false),
            _ => RdataText.Plain(data, 0),
        };
    }

    private static string Soa(SoaData soa, string indent)
    {
        (uint Value, string Name)[] times = [(soa.Refresh, "refresh"), (soa.Retry, "retry"), (soa.Expire, "expire"), (soa.Minimum, "minimum")];
        StringBuilder text = new($"{soa.PrimaryServer} {soa.Mailbox} (");
        text.Append(indent).Append(CultureInfo.InvariantCulture, $"{soa.Serial,-10} ; serial");
        foreach ((uint value, string name) in times)
        {
            text.Append(indent).Append(CultureInfo.InvariantCulture, $"{value,-10} ; {name} ({Durations.Spell(value)})");
        }

        return text.Append(indent).Append(')').ToString();
    }

    private static string Dnskey(Rdata key, ushort flags, byte algorithm, string indent, int width)
    {
        const int SecureEntryPoint = 1;
        const int Revoked = 0x80;
        (string head, string tail) = Split(key);
        string role = (flags & Revoked) != 0 ? "revoked " : string.Empty;
        role += (flags & SecureEntryPoint) != 0 ? "KSK" : "ZSK";
        string name = ((DnssecAlgorithm)algorithm).ToMnemonic();
        return $"{head} ({Lines(tail, indent, width)}{indent}) ; {role}; alg = {name} ; key id = {RdataText.KeyTag(key)}";
    }

    private static string Rrsig(Rdata signature, string indent, int width)
    {
        string[] fields = RdataText.Plain(signature, 0).Split(' ', 9);
        return $"{string.Join(' ', fields[..4])} ({indent}{string.Join(' ', fields[4..8])}{Lines(fields[8], indent, width)} )";
    }

    private static string Chunked(Rdata data, string indent, int width, bool firstLineHasData)
    {
        (string head, string tail) = Split(data);
        string lines = Lines(tail, indent, width);
        string open = head.Length == 0 ? "(" : head + " (";
        return firstLineHasData ? $"{open} {lines[indent.Length..]} )" : $"{open}{lines} )";
    }

    private static (string Head, string Tail) Split(Rdata data)
    {
        string text = RdataText.Plain(data, 0);
        int blank = text.LastIndexOf(' ');
        return blank < 0 ? (string.Empty, text) : (text[..blank], text[(blank + 1)..]);
    }

    private static string Lines(string text, string indent, int width) => string.Concat(text.Chunk(width).Select(chunk => indent + new string(chunk)));
}
