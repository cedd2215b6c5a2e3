using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;

namespace Nomen.Dns.Tsig;

/// <summary>The parts of a key in text: algorithm, name and secret. No error shows what was found, as it may be a secret in the wrong place.</summary>
internal static class TsigKeyText
{
    /// <summary>What an error says instead of what it found.</summary>
    public const string Hidden = "(not shown)";

    private const string Form = "[ALGORITHM:]NAME:SECRET with the secret in base64";

    /// <inheritdoc cref="TsigKey.Parse"/>
    public static TsigKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(':');
        if (parts.Length is not (2 or 3))
        {
            throw new DnsTextException(Form, Hidden, 1);
        }

        int nameAt = parts.Length == 3 ? parts[0].Length + 1 : 0;
        TsigAlgorithm? algorithm = TsigAlgorithm.HmacSha256;
        int macLength = algorithm.MacLength;
        if (parts.Length == 3 && !TryParseAlgorithm(parts[0], out algorithm, out macLength))
        {
            throw new DnsTextException("a TSIG algorithm such as hmac-sha256", Hidden, 1);
        }

        return TryCreate(parts[^2], algorithm, macLength, parts[^1], out string? expected)
            ?? throw new DnsTextException(expected!, Hidden, nameAt + 1);
    }

    /// <summary>Reads an algorithm as BIND's configuration has it: after a number of bits its MACs are cut to them.</summary>
    public static bool TryParseAlgorithm(ReadOnlySpan<char> text, [NotNullWhen(true)] out TsigAlgorithm? algorithm, out int macLength)
    {
        macLength = 0;
        int dash = text.LastIndexOf('-');
        if (dash > 0 && int.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int bits)
            && TsigAlgorithm.TryParse(text[..dash], out algorithm))
        {
            macLength = bits / 8;
            return bits % 8 == 0 && macLength >= algorithm.LeastMacLength && macLength <= algorithm.MacLength;
        }

        if (!TsigAlgorithm.TryParse(text, out algorithm))
        {
            return false;
        }

        macLength = algorithm.MacLength;
        return true;
    }

    /// <summary>Makes a key from its parts; null when one of them is wrong.</summary>
    public static TsigKey? TryCreate(string name, TsigAlgorithm algorithm, int macLength, string secret, out string? expected)
    {
        expected = null;
        if (name.Length == 0 || !DomainName.TryParse(name, out DomainName domain))
        {
            expected = "a key name";
            return null;
        }

        byte[] octets = GC.AllocateUninitializedArray<byte>((secret.Length / 4 * 3) + 3, pinned: true);
        try
        {
            if (Convert.TryFromBase64String(secret, octets, out int length) && length is > 0 and <= TsigKey.MaxSecretLength)
            {
                return new TsigKey(domain, algorithm, octets.AsSpan(0, length), macLength);
            }

            expected = "a secret in base64";
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(octets);
        }
    }
}
