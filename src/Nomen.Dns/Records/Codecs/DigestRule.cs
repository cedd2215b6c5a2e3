using System.Globalization;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Lengths that digests have.</summary>
internal static class DigestRule
{
    /// <summary>What was expected of the digest of a DS, CDS, DLV or TA; null when it has its type's length, or the type is not known.</summary>
    public static string? FindFlaw(DsDigestType type, ReadOnlyMemory<byte> digest)
    {
        int length = type switch
        {
            DsDigestType.Sha1 => 20,
            DsDigestType.Sha256 => 32,
            DsDigestType.Sha384 => 48,
            _ => digest.Length,
        };
        return digest.Length == length ? null : string.Create(CultureInfo.InvariantCulture, $"a digest of {length} octets");
    }
}
