using System.Security.Cryptography;

namespace Nomen.Client.Capabilities;

/// <summary>Tries the algorithms of TSIG (RFC 8945) and DNSSEC (RFC 8624) that the platform's cryptography may or may not have.</summary>
internal static class AlgorithmProbe
{
    private const string Ed25519Curve = "1.3.101.112";
    private const string Ed448Curve = "1.3.101.113";

    private static readonly byte[] Data = [0x6e, 0x6f, 0x6d, 0x65, 0x6e];

    /// <summary>All of them.</summary>
    public static IEnumerable<PlatformCapability> All() =>
    [
        Try("HMAC-MD5", static () => HMACMD5.HashData(Data, Data)),
        Try("HMAC-SHA1", static () => HMACSHA1.HashData(Data, Data)),
        Try("HMAC-SHA256", static () => HMACSHA256.HashData(Data, Data)),
        Try("HMAC-SHA512", static () => HMACSHA512.HashData(Data, Data)),
        Try("RSA with SHA-1", static () => SignWithRsa(HashAlgorithmName.SHA1)),
        Try("RSA with SHA-256", static () => SignWithRsa(HashAlgorithmName.SHA256)),
        Try("ECDSA P-256", static () => SignWithEcdsa(ECCurve.NamedCurves.nistP256)),
        Try("ECDSA P-384", static () => SignWithEcdsa(ECCurve.NamedCurves.nistP384)),
        Try("Ed25519", static () => SignWithEcdsa(ECCurve.CreateFromValue(Ed25519Curve))),
        Try("Ed448", static () => SignWithEcdsa(ECCurve.CreateFromValue(Ed448Curve))),
    ];

    private static void SignWithRsa(HashAlgorithmName hash)
    {
        using RSA key = RSA.Create(2048);
        byte[] signature = key.SignData(Data, hash, RSASignaturePadding.Pkcs1);
        ThrowUnless(key.VerifyData(Data, signature, hash, RSASignaturePadding.Pkcs1));
    }

    private static void SignWithEcdsa(ECCurve curve)
    {
        using ECDsa key = ECDsa.Create(curve);
        byte[] signature = key.SignData(Data, HashAlgorithmName.SHA256);
        ThrowUnless(key.VerifyData(Data, signature, HashAlgorithmName.SHA256));
    }

    private static void ThrowUnless(bool holds)
    {
        if (!holds)
        {
            throw new CryptographicException("what it signed does not verify");
        }
    }

    private static PlatformCapability Try(string name, Action attempt)
    {
        try
        {
            attempt();
            return new PlatformCapability(name, true);
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            return new PlatformCapability(name, false, $"the platform's cryptography lacks it: {e.Message}");
        }
    }
}
