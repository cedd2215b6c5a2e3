using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Formats;

/// <summary>What dig says of a key behind its record (<c>+rrcomments</c>).</summary>
internal static class KeyComment
{
    private const int SecureEntryPoint = 1;
    private const int Revoked = 0x80;

    /// <summary>The comment, from its semicolon on; null for records that have none.</summary>
    public static string? Of(Rdata data) => data switch
    {
        DnskeyData key => ForZone(data, (ushort)key.Flags, (byte)key.Algorithm),
        CdnskeyData key => ForZone(data, (ushort)key.Flags, (byte)key.Algorithm),
        KeyData { PublicKey.IsEmpty: false } key => Words(data, (byte)key.Algorithm),
        RkeyData key => Words(data, (byte)key.Algorithm),
        _ => null,
    };

    /// <summary>The blanks in front of the comment on the record's own line: dig has one more for keys of zones.</summary>
    public static string Gap(Rdata data) => data is DnskeyData or CdnskeyData ? "  " : " ";

    private static string ForZone(Rdata key, ushort flags, byte algorithm)
    {
        string role = (flags & Revoked) != 0 ? "revoked " : string.Empty;
        role += (flags & SecureEntryPoint) != 0 ? "KSK" : "ZSK";
        return $"; {role}{Words(key, algorithm)}";
    }

    private static string Words(Rdata key, byte algorithm) => $"; alg = {AlgorithmName(algorithm)} ; key id = {RdataText.KeyTag(key)}";

    // The number that asks for deletion (RFC 8078) is no algorithm; dig has no word for it.
    private static string AlgorithmName(byte number) => number == 0 ? "0" : ((DnssecAlgorithm)number).ToMnemonic();
}
