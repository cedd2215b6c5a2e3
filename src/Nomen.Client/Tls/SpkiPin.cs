using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Nomen.Client.Tls;

/// <summary>The fingerprint of a public key: SHA-256 of its SubjectPublicKeyInfo (RFC 7858 section 4.2). Immutable.</summary>
public sealed record SpkiPin
{
    private const string Prefix = "sha256/";

    private readonly byte[] _hash;

    private SpkiPin(byte[] hash) => _hash = hash;

    /// <summary>The pin of a certificate's key.</summary>
    public static SpkiPin Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new SpkiPin(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>Reads 32 octets in base64, as servers' operators publish them; <c>sha256/</c> may stand in front.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static SpkiPin Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out SpkiPin? pin) ? pin : throw new FormatException($"A pin is {SHA256.HashSizeInBytes} octets in base64, not '{text}'.");
    }

    /// <summary>Reads a pin; false when the text is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SpkiPin? pin)
    {
        string digits = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text ?? string.Empty;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        pin = Convert.TryFromBase64String(digits, hash, out int length) && length == hash.Length ? new SpkiPin(hash.ToArray()) : null;
        return pin is not null;
    }

    /// <inheritdoc/>
    public bool Equals(SpkiPin? other) => other is not null && _hash.AsSpan().SequenceEqual(other._hash);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_hash);

    /// <summary>The text that <see cref="Parse"/> reads back: <c>sha256/</c> and base64.</summary>
    public override string ToString() => Prefix + Convert.ToBase64String(_hash);
}
