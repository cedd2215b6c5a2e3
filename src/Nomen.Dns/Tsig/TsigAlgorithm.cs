using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Nomen.Dns.Names;

namespace Nomen.Dns.Tsig;

/// <summary>A keyed hash that TSIG knows (RFC 8945 section 6). Immutable; there is one object for each algorithm.</summary>
/// <remarks>
/// The names that end in a number of bits are algorithms of their own on the wire, whose MACs are always cut to that length.
/// Configuration files of BIND mean something else by such a name: the plain algorithm with a shorter MAC; see <see cref="TsigKey.Parse"/>.
/// </remarks>
public sealed class TsigAlgorithm
{
    private static readonly TsigAlgorithm[] All = CreateAll();

    private readonly HashAlgorithmName? _system;

    private TsigAlgorithm(string mnemonic, HashAlgorithmName? system, int hashLength, int macLength, string? name = null)
    {
        Mnemonic = mnemonic;
        Name = DomainName.Parse((name ?? mnemonic) + ".");
        HashLength = hashLength;
        MacLength = macLength;
        _system = system;
    }

    /// <summary>HMAC-MD5, on the wire <c>hmac-md5.sig-alg.reg.int</c>. Must not be used any more (RFC 8945 section 6): refused unless <see cref="TsigOptions.AllowMd5"/>.</summary>
    public static TsigAlgorithm HmacMd5 => All[0];

    /// <summary>HMAC-SHA-1. Not recommended (RFC 8945 section 6).</summary>
    public static TsigAlgorithm HmacSha1 => All[1];

    /// <summary>HMAC-SHA-224.</summary>
    public static TsigAlgorithm HmacSha224 => All[2];

    /// <summary>HMAC-SHA-256: what to choose.</summary>
    public static TsigAlgorithm HmacSha256 => All[3];

    /// <summary>HMAC-SHA-384.</summary>
    public static TsigAlgorithm HmacSha384 => All[4];

    /// <summary>HMAC-SHA-512.</summary>
    public static TsigAlgorithm HmacSha512 => All[5];

    /// <summary>HMAC-SHA-256 cut to 128 bits, as an algorithm name of its own.</summary>
    public static TsigAlgorithm HmacSha256Cut128 => All[6];

    /// <summary>HMAC-SHA-384 cut to 192 bits, as an algorithm name of its own.</summary>
    public static TsigAlgorithm HmacSha384Cut192 => All[7];

    /// <summary>HMAC-SHA-512 cut to 256 bits, as an algorithm name of its own.</summary>
    public static TsigAlgorithm HmacSha512Cut256 => All[8];

    /// <summary>The name as people write it: <c>hmac-sha256</c>; <c>hmac-md5</c> for the long one.</summary>
    public string Mnemonic { get; }

    /// <summary>The name on the wire.</summary>
    public DomainName Name { get; }

    /// <summary>Octets of the whole hash.</summary>
    public int HashLength { get; }

    /// <summary>Octets of a MAC: those of the hash, or fewer when the name says so.</summary>
    public int MacLength { get; }

    /// <summary>Fewest octets that a MAC may have: 10, and half the hash (RFC 8945 section 5.2.2.1).</summary>
    public int LeastMacLength => Math.Max(10, HashLength / 2);

    /// <summary>Whether it is refused unless a policy allows it.</summary>
    internal bool IsMd5 => _system == HashAlgorithmName.MD5;

    /// <summary>Finds an algorithm by its name on the wire, or the short <c>hmac-md5</c>; in any letter case, with or without the dot at the end.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out TsigAlgorithm? algorithm)
    {
        algorithm = null;
        text = text is [.. var head, '.'] ? head : text;
        foreach (TsigAlgorithm candidate in All)
        {
            if (text.Equals(candidate.Mnemonic, StringComparison.OrdinalIgnoreCase) || text.Equals(candidate.Name.ToString().AsSpan()[..^1], StringComparison.OrdinalIgnoreCase))
            {
                algorithm = candidate;
            }
        }

        return algorithm is not null;
    }

    /// <summary>The name as people write it.</summary>
    public override string ToString() => Mnemonic;

    /// <summary>The hash with a key.</summary>
    internal IKeyedHash CreateHash(ReadOnlySpan<byte> secret) =>
        _system is { } system ? new SystemKeyedHash(system, secret) : new Sha224KeyedHash(secret);

    private static TsigAlgorithm[] CreateAll() =>
    [
        new("hmac-md5", HashAlgorithmName.MD5, 16, 16, "hmac-md5.sig-alg.reg.int"),
        new("hmac-sha1", HashAlgorithmName.SHA1, 20, 20),
        new("hmac-sha224", null, Sha224.HashLength, Sha224.HashLength),
        new("hmac-sha256", HashAlgorithmName.SHA256, 32, 32),
        new("hmac-sha384", HashAlgorithmName.SHA384, 48, 48),
        new("hmac-sha512", HashAlgorithmName.SHA512, 64, 64),
        new("hmac-sha256-128", HashAlgorithmName.SHA256, 32, 16),
        new("hmac-sha384-192", HashAlgorithmName.SHA384, 48, 24),
        new("hmac-sha512-256", HashAlgorithmName.SHA512, 64, 32),
    ];
}
