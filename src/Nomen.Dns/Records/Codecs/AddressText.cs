using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Addresses in the one form that master files have. <see cref="IPAddress.Parse(string)"/> also takes octal, hexadecimal, short forms, scopes and ports.</summary>
internal static class AddressText
{
    private static readonly SearchValues<char> IPv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Reads four decimal numbers without leading zeros.</summary>
    public static bool TryParseIPv4(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        Span<byte> octets = stackalloc byte[4];
        address = IsIPv4(text, octets) ? new IPAddress(octets) : null;
        return address is not null;
    }

    /// <summary>Reads groups of up to four hexadecimal digits, <c>::</c> and an IPv4 address at the end (RFC 4291 section 2.2).</summary>
    public static bool TryParseIPv6(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        int tail = text.LastIndexOf(':') + 1;
        bool plain = tail > 0 && !text.ContainsAnyExcept(IPv6Characters);
        Span<byte> octets = stackalloc byte[4];
        bool goodTail = !text.Contains('.') || IsIPv4(text[tail..], octets);
        return plain && goodTail && IPAddress.TryParse(text, out address) && address.AddressFamily == AddressFamily.InterNetworkV6;
    }

    /// <summary>The usual text; for IPv6 that of RFC 5952, with an IPv4 address at the end of mapped and compatible ones only.</summary>
    /// <remarks><see cref="IPAddress.ToString()"/> writes one in ISATAP addresses too, which no DNS tool does.</remarks>
    public static string Format(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[16];
        _ = address.TryWriteBytes(octets, out int length);
        if (length == 4)
        {
            return address.ToString();
        }

        (int zeros, int count) = LongestZeros(octets);
        bool isMixed = zeros == 0 && (count == 6 || (count == 5 && octets[10] == 0xff && octets[11] == 0xff));
        StringBuilder text = new();
        for (int group = 0; group < (isMixed ? 6 : 8); group++)
        {
            if (count > 1 && group == zeros)
            {
                text.Append("::");
                group += count - 1;
                continue;
            }

            text.Append(text.Length > 0 && text[^1] != ':' ? ":" : string.Empty);
            text.Append(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadUInt16BigEndian(octets[(group * 2)..]):x}");
        }

        return isMixed ? $"{text}{(text[^1] == ':' ? string.Empty : ":")}{new IPAddress(octets[12..])}" : text.ToString();
    }

    /// <summary>RFC 5952 section 4.2.3: the first of the longest runs of zero groups.</summary>
    private static (int Start, int Count) LongestZeros(ReadOnlySpan<byte> octets)
    {
        (int start, int longest, int run) = (-1, 0, 0);
        for (int group = 0; group < 8; group++)
        {
            run = octets[group * 2] == 0 && octets[(group * 2) + 1] == 0 ? run + 1 : 0;
            (start, longest) = run > longest ? (group - run + 1, run) : (start, longest);
        }

        return (start, longest);
    }

    private static bool IsIPv4(ReadOnlySpan<char> text, Span<byte> octets)
    {
        for (int i = 0; i < octets.Length; i++)
        {
            int dot = text.IndexOf('.');
            ReadOnlySpan<char> number = i < octets.Length - 1 && dot >= 0 ? text[..dot] : text;
            if ((dot < 0) != (i == octets.Length - 1) || (number.Length > 1 && number[0] == '0')
                || !byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out octets[i]))
            {
                return false;
            }

            text = text[(dot + 1)..];
        }

        return true;
    }
}
