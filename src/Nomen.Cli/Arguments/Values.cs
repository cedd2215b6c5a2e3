using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Nomen.Dns.Edns;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Arguments;

/// <summary>Reads the values of flags; each error names the flag and what it takes.</summary>
internal static class Values
{
    /// <summary>No data: the option asks by being there.</summary>
    public static byte[] Empty() => [];

    public static int Number(string flag, string text, int least, int most)
    {
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return int.TryParse(isHex ? text[2..] : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value
            : throw new UsageException($"flag '+{flag}' takes a number from {least} to {most}, not '{text}'");
    }

    /// <summary>dig rounds up to a multiple of four.</summary>
    public static int Split(string text) => (Number("split", text, 0, 65535) + 3) / 4 * 4;

    public static Opcode Opcode(string text)
    {
        if (Enum.TryParse(text, ignoreCase: true, out Opcode opcode) && (byte)opcode <= 15)
        {
            return opcode;
        }

        throw new UsageException($"flag '+opcode' takes {string.Join(", ", Enum.GetNames<Opcode>())} or a number from 0 to 15, not '{text}'");
    }

    /// <summary>A client cookie, or a client and a server cookie (RFC 7873 section 4).</summary>
    public static byte[] Cookie(string? hex)
    {
        const int ClientCookieLength = 8;
        if (hex is null)
        {
            return RandomNumberGenerator.GetBytes(ClientCookieLength);
        }

        byte[] cookie = Hex("cookie", hex);
        return cookie.Length is ClientCookieLength or (>= 16 and <= 40)
            ? cookie
            : throw new UsageException($"flag '+cookie' takes 8, or 16 to 40 octets in hex, not {cookie.Length}");
    }

    /// <summary>Client subnet (RFC 7871 section 6): family, source prefix, scope 0, the address's octets under the prefix.</summary>
    public static byte[] Subnet(string text)
    {
        string[] parts = text.Split('/', 2);
        string host = parts[0] == "0" ? "0.0.0.0" : parts[0];
        if (!IPAddress.TryParse(host, out IPAddress? address))
        {
            throw new UsageException($"flag '+subnet' takes an address with a prefix length, not '{text}'");
        }

        bool isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        int bits = isV4 ? 32 : 128;
        int prefix = parts.Length == 2 ? Number("subnet", parts[1], 0, bits) : parts[0] == "0" ? 0 : bits;
        byte[] octets = address.GetAddressBytes()[..((prefix + 7) / 8)];
        if (prefix % 8 != 0)
        {
            octets[^1] &= (byte)(0xff << (8 - (prefix % 8)));
        }

        return [0, (byte)(isV4 ? 1 : 2), (byte)prefix, 0, .. octets];
    }

    /// <summary><c>+ednsopt=CODE[:HEX]</c>; <c>+noednsopt</c> drops all options.</summary>
    public static QueryArguments AnyOption(QueryArguments arguments, bool on, string? value)
    {
        EdnsRecord edns = arguments.Edns ?? EdnsRecord.Default;
        if (!on)
        {
            return arguments with { Edns = arguments.Edns is null ? null : edns with { Options = [] } };
        }

        string[] parts = (value ?? throw new UsageException("flag '+ednsopt' needs a value: '+ednsopt=CODE[:HEX]'")).Split(':', 2);
        bool isName = Enum.TryParse(parts[0], ignoreCase: true, out EdnsOptionCode code) && !char.IsAsciiDigit(parts[0][0]);
        code = isName ? code : (EdnsOptionCode)Number("ednsopt", parts[0], 0, 65535);
        return arguments with { Edns = edns.With(new UnknownOption(code, parts.Length == 2 ? Hex("ednsopt", parts[1]) : [])) };
    }

    private static byte[] Hex(string flag, string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw new UsageException($"flag '+{flag}' takes an even number of hex digits, not '{text}'");
        }
    }
}
