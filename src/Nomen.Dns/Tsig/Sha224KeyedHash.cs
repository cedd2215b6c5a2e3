using System.Security.Cryptography;

namespace Nomen.Dns.Tsig;

/// <summary>HMAC-SHA-224 (RFC 2104, RFC 4231).</summary>
internal sealed class Sha224KeyedHash : IKeyedHash
{
    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5c;

    private readonly byte[] _key = GC.AllocateArray<byte>(Sha224.BlockLength, pinned: true);
    private readonly Sha224 _hash = new();

    public Sha224KeyedHash(ReadOnlySpan<byte> secret)
    {
        // RFC 2104 section 2: a key longer than a block is hashed.
        if (secret.Length > Sha224.BlockLength)
        {
            _hash.Append(secret);
            _hash.Finish(_key);
        }
        else
        {
            secret.CopyTo(_key);
        }

        AppendKey(InnerPad);
    }

    public void Append(ReadOnlySpan<byte> octets) => _hash.Append(octets);

    public int Finish(Span<byte> hash)
    {
        Span<byte> inner = stackalloc byte[Sha224.HashLength];
        _hash.Finish(inner);
        AppendKey(OuterPad);
        _hash.Append(inner);
        _hash.Finish(hash);
        AppendKey(InnerPad);
        return Sha224.HashLength;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        _hash.Clear();
    }

    private void AppendKey(byte pad)
    {
        Span<byte> padded = stackalloc byte[Sha224.BlockLength];
        for (int i = 0; i < padded.Length; i++)
        {
            padded[i] = (byte)(_key[i] ^ pad);
        }

        _hash.Append(padded);
        CryptographicOperations.ZeroMemory(padded);
    }
}
