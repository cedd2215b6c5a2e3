using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

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
