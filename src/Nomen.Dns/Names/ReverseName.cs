using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Names;

/// <summary>Reverse names: an address backwards under in-addr.arpa (RFC 1035 section 3.5) or ip6.arpa (RFC 3596 section 2.5).</summary>
internal static class ReverseName
{
    private const string HexDigits = "0123456789abcdef";
    private const int IPv4Length = 4;
    private const int IPv6Length = 16;

    private static ReadOnlySpan<byte> IPv4Suffix => "\u0007in-addr\u0004arpa\0"u8;

    private static ReadOnlySpan<byte> IPv6Suffix => "\u0003ip6\u0004arpa\0"u8;

    public static DomainName For(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[IPv6Length];
        address.TryWriteBytes(octets, out int length);
        Span<byte> wire = stackalloc byte[DomainName.MaxLength];
        int written = 0;
        for (int i = length - 1; i >= 0; i--)
        {
            written += address.AddressFamily == AddressFamily.InterNetwork ? WriteDecimal(octets[i], wire[written..]) : WriteNibbles(octets[i], wire[written..]);
        }

        ReadOnlySpan<byte> suffix = address.AddressFamily == AddressFamily.InterNetwork ? IPv4Suffix : IPv6Suffix;
        suffix.CopyTo(wire[written..]);
        return DomainName.FromWire(wire[..(written + suffix.Length)]);
    }

    public static bool TryGetAddress(ReadOnlySpan<byte> wire, [NotNullWhen(true)] out IPAddress? address)
    {
        Span<byte> octets = stackalloc byte[IPv6Length];
        int length = EndsWith(wire, IPv4Suffix) && TryReadDecimals(wire[..^IPv4Suffix.Length], octets) ? IPv4Length
            : EndsWith(wire, IPv6Suffix) && TryReadNibbles(wire[..^IPv6Suffix.Length], octets) ? IPv6Length
            : 0;
        address = length == 0 ? null : new IPAddress(octets[..length]);
        return address is not null;
    }

    private static int WriteDecimal(byte octet, Span<byte> wire)
    {
        Utf8Formatter.TryFormat(octet, wire[1..], out int digits);
        wire[0] = (byte)digits;
        return digits + 1;
    }

    private static int WriteNibbles(byte octet, Span<byte> wire)
    {
        wire[0] = 1;
        wire[1] = (byte)HexDigits[octet & 0xf];
        wire[2] = 1;
        wire[3] = (byte)HexDigits[octet >> 4];
        return 4;
    }

    private static bool EndsWith(ReadOnlySpan<byte> wire, ReadOnlySpan<byte> suffix) =>
        wire.Length > suffix.Length && NameCase.EqualsIgnoreCase(wire[^suffix.Length..], suffix);

    private static bool TryReadDecimals(ReadOnlySpan<byte> labels, Span<byte> octets)
    {
        for (int i = IPv4Length - 1; i >= 0; i--)
        {
            // One spelling for each number: no sign, no leading zero.
            int digits = labels.IsEmpty ? 0 : labels[0];
            if (digits is 0 or > 3 || labels.Length <= digits
                || (digits > 1 && labels[1] == '0')
                || !Utf8Parser.TryParse(labels.Slice(1, digits), out octets[i], out int used) || used != digits)
            {
                return false;
            }

            labels = labels[(digits + 1)..];
        }

        return labels.IsEmpty;
    }

    private static bool TryReadNibbles(ReadOnlySpan<byte> labels, Span<byte> octets)
    {
        if (labels.Length != IPv6Length * 4)
        {
            return false;
        }

        for (int i = IPv6Length - 1; i >= 0; i--, labels = labels[4..])
        {
            int low = HexDigits.IndexOf((char)NameCase.Fold(labels[1]));
            int high = HexDigits.IndexOf((char)NameCase.Fold(labels[3]));
            if (labels[0] != 1 || labels[2] != 1 || low < 0 || high < 0)
            {
                return false;
            }

            octets[i] = (byte)((high << 4) | low);
        }

        return true;
    }
}
