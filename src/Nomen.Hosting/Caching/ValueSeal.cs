using System.Security.Cryptography;
using System.Text;

namespace Nomen.Hosting.Caching;

/// <summary>The frame of a value in the store: its form, and a signature when there is a secret. Pure.</summary>
/// <remarks>
/// One octet says which form: 1 for the value alone, 2 for 32 octets of HMAC-SHA256 and the value. The signature covers the key,
/// so that a value is good under its own key only.
/// </remarks>
internal sealed class ValueSeal(ReadOnlyMemory<byte>? secret)
{
    private const byte Plain = 1;
    private const byte Signed = 2;

    private readonly byte[]? _secret = secret?.ToArray();

    /// <summary>Octets that the frame adds.</summary>
    public int Overhead => _secret is null ? 1 : 1 + HMACSHA256.HashSizeInBytes;

    /// <summary>Puts a value in its frame.</summary>
    public byte[] Close(string key, ReadOnlySpan<byte> value) =>
        _secret is null ? [Plain, .. value] : [Signed, .. Mac(_secret, key, value), .. value];

    /// <summary>Takes a value out of its frame; false when it is another one, or the signature is not right.</summary>
    public bool TryOpen(string key, byte[] framed, out ReadOnlyMemory<byte> value)
    {
        value = default;
        if (framed.Length < Overhead || framed[0] != (_secret is null ? Plain : Signed))
        {
            return false;
        }

        value = framed.AsMemory(Overhead);
        return _secret is null || CryptographicOperations.FixedTimeEquals(Mac(_secret, key, value.Span), framed.AsSpan(1, HMACSHA256.HashSizeInBytes));
    }

    // A key has no octet 0: it ends where the value begins.
    private static byte[] Mac(byte[] secret, string key, ReadOnlySpan<byte> value) =>
        HMACSHA256.HashData(secret, (byte[])[.. Encoding.ASCII.GetBytes(key), 0, .. value]);
}
