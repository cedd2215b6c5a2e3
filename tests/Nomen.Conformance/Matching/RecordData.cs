using System.Globalization;
using Nomen.Conformance.Scenarios;
using Nomen.Dns.Errors;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Conformance.Matching;

/// <summary>Octets of a record's data. Scenarios also hold data that is wrong on purpose, which the product's parser refuses: that is made here.</summary>
internal static class RecordData
{
    private const int SignatureField = 8;
    private const int KeyField = 3;
    private const int DigestField = 3;
    private const int DigestTypeOffset = 3;

    // Three octets of a field that the parser takes, and an unknown digest type, which may have any length.
    private const string Filler = "AAAA";
    private const string UnknownDigest = "255 00";

    /// <summary>The octets.</summary>
    /// <exception cref="DnsTextException">The data cannot be read at all.</exception>
    public static byte[] Read(EntryRecord record)
    {
        string[] words = record.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words is [@"\#", _, ..])
        {
            // RFC 3597 octets of any length, whatever the type says.
            return Convert.FromHexString(string.Concat(words[2..]));
        }

        // Some records stand for "no rdata" (UPDATE).
        return words.Length == 0 ? [] : ReadWords(record, words);
    }

    private static byte[] ReadWords(EntryRecord record, string[] words)
    {
        try
        {
            return Parse(record, record.Data);
        }
        catch (DnsTextException) when (record.Type == DnsType.RRSIG && words.Length >= SignatureField)
        {
            return WithBase64(record, words, SignatureField);
        }
        catch (DnsTextException) when (record.Type == DnsType.DNSKEY && words.Length >= KeyField)
        {
            return WithBase64(record, words, KeyField);
        }
        catch (DnsTextException) when (record.Type == DnsType.DS && words.Length > DigestField)
        {
            byte[] octets = Parse(record, $"{words[0]} {words[1]} {UnknownDigest}")[..^1];
            octets[DigestTypeOffset] = byte.Parse(words[2], NumberStyles.None, CultureInfo.InvariantCulture);
            return [.. octets, .. Convert.FromHexString(string.Concat(words[DigestField..]))];
        }
    }

    private static byte[] WithBase64(EntryRecord record, string[] words, int field) =>
        [.. Parse(record, $"{string.Join(' ', words[..field])} {Filler}")[..^3], .. LenientBase64(string.Concat(words[field..]))];

    /// <summary>Decodes what there is: wrong padding and left-over bits do not count.</summary>
    private static byte[] LenientBase64(string text)
    {
        string digits = text.TrimEnd('=');
        digits = digits.Length % 4 == 1 ? digits[..^1] : digits;
        return Convert.FromBase64String(digits.PadRight((digits.Length + 3) / 4 * 4, '='));
    }

    private static byte[] Parse(EntryRecord record, string text) => Rdata.Parse(record.Type, text, record.Origin).ToWire();
}
