using System.Security.Cryptography;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Transports;

namespace Nomen.Dns.Tsig;

/// <summary>A secret that two parties share, with its name and algorithm (RFC 8945 sections 6 and 8). Immutable until disposed; thread-safe.</summary>
/// <remarks>The secret is never shown, logged or given back; disposing overwrites it. Nothing disposes a key but its owner, as several transports may use one.</remarks>
public sealed class TsigKey : IDisposable
{
    /// <summary>Longest secret: far above the 64 octets of the longest hash, past which nothing is gained (RFC 2104 section 3).</summary>
    internal const int MaxSecretLength = 4_096;

    // Pinned, so that the garbage collector leaves no copies behind.
    private readonly byte[] _secret;
    private readonly byte[] _lowerName;
    private IKeyedHash? _idle;
    private bool _isDisposed;

    /// <summary>Makes a key.</summary>
    /// <param name="name">Name, on which both sides agree; compared without case.</param>
    /// <param name="algorithm">Algorithm; one for each key name (RFC 8945 section 10).</param>
    /// <param name="secret">1 to 4,096 octets, copied; better as many as the hash has, from a generator of random numbers.</param>
    /// <param name="macLength">Octets of the MACs that are sent; null for all of the algorithm's. Fewer leave more room in a datagram, and are easier to guess.</param>
    /// <exception cref="ArgumentOutOfRangeException">The MACs would have fewer octets than 10 or half the hash, or more than the hash; or the secret has no octets or too many.</exception>
    public TsigKey(DomainName name, TsigAlgorithm algorithm, ReadOnlySpan<byte> secret, int? macLength = null)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        Limit.InRange(secret.Length, 1, MaxSecretLength, nameof(secret));
        Name = name;
        Algorithm = algorithm;
        MacLength = Limit.InRange(macLength ?? algorithm.MacLength, algorithm.LeastMacLength, algorithm.MacLength, nameof(macLength));
        _lowerName = name.ToLower().Wire.ToArray();
        _secret = GC.AllocateUninitializedArray<byte>(secret.Length, pinned: true);
        secret.CopyTo(_secret);
    }

    /// <summary>The name.</summary>
    public DomainName Name { get; }

    /// <summary>The algorithm.</summary>
    public TsigAlgorithm Algorithm { get; }

    /// <summary>Octets of the MACs that are sent.</summary>
    public int MacLength { get; }

    /// <summary>The name as it is digested: canonical (RFC 8945 section 4.3.3).</summary>
    internal ReadOnlySpan<byte> LowerName => _lowerName;

    /// <summary>Reads <c>[algorithm:]name:secret</c>, as <c>dig -y</c> and <c>kdig -y</c> take it; the algorithm is <c>hmac-sha256</c> when left out, the secret is base64.</summary>
    /// <remarks><c>hmac-sha256-128</c> means what BIND means by it: <c>hmac-sha256</c> with MACs of 128 bits. <c>hmac-md5</c> is read here, and refused where no policy allows it.</remarks>
    /// <exception cref="DnsTextException">The text is no key; never holds any of it, as it may be the secret.</exception>
    public static TsigKey Parse(string text) => TsigKeyText.Parse(text);

    /// <summary>Reads the one key of a file, as <c>tsig-keygen</c> or <c>keymgr -t</c> writes it; for files with several see <see cref="TsigKeyFile"/>.</summary>
    /// <exception cref="DnsTextException">The file does not hold one key; says where, and shows nothing of the file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TsigKey Load(string path) => TsigKeyFile.LoadOne(path);

    /// <summary>Overwrites the secret; the key signs nothing any more.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_secret);
        Interlocked.Exchange(ref _idle, null)?.Dispose();
    }

    /// <summary>Name and algorithm; not the secret.</summary>
    public override string ToString() => $"{Name} ({Algorithm})";

    /// <summary>A hash with this key, for one user at a time; to be given back.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    internal IKeyedHash RentHash()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Interlocked.Exchange(ref _idle, null) ?? Algorithm.CreateHash(_secret);
    }

    /// <summary>Gives a hash back that was finished.</summary>
    internal void ReturnHash(IKeyedHash hash)
    {
        if (_isDisposed || Interlocked.CompareExchange(ref _idle, hash, null) is not null)
        {
            hash.Dispose();
        }
    }
}
