using Nomen.Cli.Arguments;
using Nomen.Dns.Records;

namespace Nomen.Cli.Formats;

/// <summary>Rdata text as two parts: the fields, and the key, signature, digest or certificate behind them, which <c>+nocrypto</c> leaves out.</summary>
internal static class CryptoText
{
    private const string Omitted = "[omitted]";

    /// <summary>The parts of a text whose last word is the octets. Octets that are left out are a word in brackets.</summary>
    public static (string Head, string Tail) Split(Rdata data, DisplayOptions display)
    {
        string text = RdataText.Plain(data, 0);
        int blank = text.LastIndexOf(' ');
        (string head, string tail) = blank < 0 ? (string.Empty, text) : (text[..blank], text[(blank + 1)..]);
        return display.Crypto ? (head, tail) : (head, Substitute(data) ?? tail);
    }

    /// <summary>What <c>+nocrypto</c> shows for the octets of a type; null for a type that it leaves alone, as dig does.</summary>
    public static string? Substitute(Rdata data) => data switch
    {
        DnskeyData or CdnskeyData or RkeyData or KeyData { PublicKey.IsEmpty: false } => $"[key id = {RdataText.KeyTag(data)}]",
        RrsigData or DsData or CdsData or DlvData or TaData or ZonemdData or OpenpgpkeyData => Omitted,
        _ => null,
    };
}
