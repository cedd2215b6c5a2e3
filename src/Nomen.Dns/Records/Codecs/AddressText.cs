using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Addresses in the one form that master files have. <see cref="IPAddress.Parse(string)"/> also takes octal, hexadecimal, short forms, scopes and ports.</summary>
internal static class AddressText
{
    /// <summary>Longest text: eight groups of four digits and seven colons, or six groups and an IPv4 address.</summary>
    public const int MaxLength = 45;

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
        Span<char> text = stackalloc char[MaxLength];
        return text[..Format(octets[..length], text)].ToString();
    }

    /// <summary>The same from 4 or 16 octets; returns the number of characters, at most <see cref="MaxLength"/>.</summary>
    public static int Format(ReadOnlySpan<byte> octets, Span<char> text)
    {
        if (octets.Length == 4)
        {
            return FormatIPv4(octets, text);
        }

        (int zeros, int count) = LongestZeros(octets);
        bool isMixed = zeros == 0 && (count == 6 || (count == 5 && octets[10] == 0xff && octets[11] == 0xff));
        int length = 0;
        for (int group = 0; group < (isMixed ? 6 : 8); group++)
        {
            if (count > 1 && group == zeros)
            {
                text[length++] = ':';
                text[length++] = ':';
                group += count - 1;
                continue;
            }

            length += Colon(text, length);
            BinaryPrimitives.ReadUInt16BigEndian(octets[(group * 2)..]).TryFormat(text[length..], out int written, "x", CultureInfo.InvariantCulture);
            length += written;
        }

        if (isMixed)
        {
            length += Colon(text, length);
            length += FormatIPv4(octets[12..], text[length..]);
        }

        return length;
    }

    private static int Colon(Span<char> text, int length)
    {
        bool isNeeded = length > 0 && text[length - 1] != ':';
        if (isNeeded)
        {
            text[length] = ':';
        }

        return isNeeded ? 1 : 0;
    }

    private static int FormatIPv4(ReadOnlySpan<byte> octets, Span<char> text)
    {
        int length = 0;
        for (int i = 0; i < octets.Length; i++)
        {
            if (i > 0)
            {
                text[length++] = '.';
            }

            int octet = octets[i];
            if (octet >= 100)
            {
                text[length++] = (char)('0' + (octet / 100));
            }

            if (octet >= 10)
            {
                text[length++] = (char)('0' + (octet / 10 % 10));
            }

            text[length++] = (char)('0' + (octet % 10));
        }

        return length;
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
