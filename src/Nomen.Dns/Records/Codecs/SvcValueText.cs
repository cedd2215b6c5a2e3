using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Values of the registered service parameters in text, once the escapes of the master file are decoded.</summary>
internal static class SvcValueText
{
    /// <summary>Whether the key's text is more than its octets.</summary>
    public static bool IsStructured(SvcParamKey key) => key is SvcParamKey.Mandatory or SvcParamKey.Alpn or SvcParamKey.Port or SvcParamKey.IPv4Hint
        or SvcParamKey.Ech or SvcParamKey.IPv6Hint or SvcParamKey.TlsSupportedGroups;

    public static bool TryParse(SvcParamKey key, ReadOnlySpan<byte> text, [NotNullWhen(true)] out byte[]? value, [NotNullWhen(false)] out string? expected)
    {
        (expected, value) = key switch
        {
            SvcParamKey.Mandatory => ("the names of keys, with commas between them, each once", ParseMandatory(text)),
            SvcParamKey.Alpn => ("protocol names of 1 to 255 octets, with commas between them", ParseAlpn(text)),
            SvcParamKey.Port => ("a port from 0 to 65535", ParseNumbers(text, most: 1)),
            SvcParamKey.IPv4Hint => ("IPv4 addresses, with commas between them", ParseAddresses(text, 4)),
            SvcParamKey.Ech => ("base 64", ParseBase64(text)),
            SvcParamKey.IPv6Hint => ("IPv6 addresses, with commas between them", ParseAddresses(text, 16)),
            _ => ("numbers from 0 to 65535, with commas between them", ParseNumbers(text, most: int.MaxValue)),
        };
        return value is not null;
    }

    /// <summary>The text of a value without flaw, with the escapes and quotes it needs.</summary>
    public static string Format(SvcParamKey key, ReadOnlySpan<byte> value) => key switch
    {
        SvcParamKey.Mandatory => Join(value, 2, key => SvcParamKeyText.Format((SvcParamKey)BinaryPrimitives.ReadUInt16BigEndian(key))),
        SvcParamKey.Alpn => Quote(AlpnList.Escape(value)),
        SvcParamKey.Port or SvcParamKey.TlsSupportedGroups => Join(value, 2, number => BinaryPrimitives.ReadUInt16BigEndian(number).ToString(CultureInfo.InvariantCulture)),
        SvcParamKey.IPv4Hint => Join(value, 4, address => new IPAddress(address).ToString()),
        SvcParamKey.IPv6Hint => Join(value, 16, address => AddressText.Format(new IPAddress(address))),
        SvcParamKey.Ech => Convert.ToBase64String(value),
        _ => Quote(value),
    };

    private static byte[]? ParseMandatory(ReadOnlySpan<byte> text)
    {
        SortedSet<ushort> keys = [];
        foreach (string name in Items(text))
        {
            if (!SvcParamKeyText.TryParse(name, out SvcParamKey key) || !keys.Add((ushort)key))
            {
                return null;
            }
        }

        return BigEndian([.. keys]);
    }

    private static byte[]? ParseAlpn(ReadOnlySpan<byte> text) => AlpnList.Unescape(text);

    private static byte[]? ParseNumbers(ReadOnlySpan<byte> text, int most)
    {
        List<ushort> numbers = [];
        foreach (string item in Items(text))
        {
            if (numbers.Count == most || !ushort.TryParse(item, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
            {
                return null;
            }

            numbers.Add(number);
        }

        return BigEndian([.. numbers]);
    }

    private static byte[]? ParseAddresses(ReadOnlySpan<byte> text, int size)
    {
        List<byte> octets = [];
        foreach (string item in Items(text))
        {
            bool good = size == 4 ? AddressText.TryParseIPv4(item, out IPAddress? address) : AddressText.TryParseIPv6(item, out address);
            if (!good)
            {
                return null;
            }

            octets.AddRange(address!.GetAddressBytes());
        }

        return [.. octets];
    }

    private static byte[]? ParseBase64(ReadOnlySpan<byte> text)
    {
        // Written back it must be the same: blanks and bits that the padding cuts off would be lost.
        string base64 = Encoding.Latin1.GetString(text);
        byte[] octets = new byte[text.Length];
        return Convert.TryFromBase64Chars(base64, octets, out int length) && length > 0 && string.Equals(Convert.ToBase64String(octets, 0, length), base64, StringComparison.Ordinal)
            ? octets[..length]
            : null;
    }

    private static string[] Items(ReadOnlySpan<byte> text) => Encoding.Latin1.GetString(text).Split(',');

    private static byte[] BigEndian(ushort[] numbers)
    {
        byte[] octets = new byte[numbers.Length * 2];
        for (int i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(i * 2), numbers[i]);
        }

        return octets;
    }

    private static string Join(ReadOnlySpan<byte> value, int size, Func<byte[], string> format)
    {
        List<string> items = [];
        for (int i = 0; i + size <= value.Length; i += size)
        {
            items.Add(format(value.Slice(i, size).ToArray()));
        }

        return string.Join(',', items);
    }

    private static string Quote(ReadOnlySpan<byte> octets)
    {
        char[] text = new char[CharacterStringText.MaxCharacters(octets.Length)];
        int length = CharacterStringText.Encode(octets, text);
        return $"\"{text.AsSpan(0, length)}\"";
    }
}
