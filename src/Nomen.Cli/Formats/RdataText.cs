using System.Globalization;
using System.Text;
using Nomen.Cli.Arguments;
using Nomen.Dns.Records;
using Nomen.Dns.Text;

namespace Nomen.Cli.Formats;

/// <summary>Rdata as dig shows it: chunks of hex and base 64, keys left out on request, SOA and long data over several lines.</summary>
internal static class RdataText
{
    /// <summary>The text.</summary>
    /// <param name="data">The rdata.</param>
    /// <param name="display">What dig's flags say.</param>
    /// <param name="column">Column that the rdata starts at, for lines that go on below.</param>
    public static string Format(Rdata data, DisplayOptions display, int column)
    {
        if (display.UnknownFormat)
        {
            UnknownData generic = new(data.Type, data.ToWire());
            return display.Multiline ? MultilineText.Format(generic, display with { Crypto = true }, column) : Generic(data.ToWire(), display.Split);
        }

        if (display.Multiline)
        {
            return MultilineText.Format(data, display, column);
        }

        string text = display.Crypto ? Plain(data, display.Split) : WithoutCrypto(data, display);
        return display.RecordComments == true && KeyComment.Of(data) is { } comment ? text + KeyComment.Gap(data) + comment : text;
    }

    /// <summary>On one line.</summary>
    public static string Plain(Rdata data, int split)
    {
        RdataTextWriter writer = new(new RdataTextFormat { ChunkLength = split });
        data.WriteText(writer);
        return DigSpelling.Of(data, writer.Written.ToString());
    }

    /// <summary>The RFC 3597 form.</summary>
    private static string Generic(byte[] octets, int split)
    {
        StringBuilder text = new(string.Create(CultureInfo.InvariantCulture, $"\\# {octets.Length}"));
        string hex = Convert.ToHexString(octets);
        int chunk = split == 0 ? Math.Max(hex.Length, 1) : split;
        for (int start = 0; start < hex.Length; start += chunk)
        {
            text.Append(' ').Append(hex.AsSpan(start, Math.Min(chunk, hex.Length - start)));
        }

        return text.ToString();
    }

    /// <summary>Keys, signatures and digests say only that they are there.</summary>
    private static string WithoutCrypto(Rdata data, DisplayOptions display)
    {
        if (CryptoText.Substitute(data) is null)
        {
            return Plain(data, display.Split);
        }

        (string head, string tail) = CryptoText.Split(data, display);
        return head.Length == 0 ? tail : $"{head} {tail}";
    }

    /// <summary>Key tag (RFC 4034 appendix B).</summary>
    internal static int KeyTag(Rdata key)
    {
        byte[] octets = key.ToWire();
        uint sum = 0;
        for (int i = 0; i < octets.Length; i++)
        {
            sum += (i & 1) == 0 ? (uint)octets[i] << 8 : octets[i];
        }

        return (int)((sum + (sum >> 16)) & 0xffff);
    }
}
