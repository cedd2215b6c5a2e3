using System.Security.Cryptography;

namespace Nomen.Dns.Tsig;

/// <summary>An HMAC of the runtime's.</summary>
internal sealed class SystemKeyedHash(HashAlgorithmName algorithm, ReadOnlySpan<byte> secret) : IKeyedHash
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHMAC(algorithm, secret);

    public void Append(ReadOnlySpan<byte> octets) => _hash.AppendData(octets);

    public int Finish(Span<byte> hash) => _hash.GetHashAndReset(hash);

    public void Dispose() => _hash.Dispose();
}
