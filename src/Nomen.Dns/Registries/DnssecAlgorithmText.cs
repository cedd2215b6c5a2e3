namespace Nomen.Dns.Registries;

/// <summary>Mnemonics of DNSSEC algorithms.</summary>
public static class DnssecAlgorithmText
{
    private static readonly MnemonicTable Table = new(
        ("DELETE", 0),
        ("RSAMD5", 1),
        ("DH", 2),
        ("DSA", 3),
        ("ECC", 4),
        ("RSASHA1", 5),
        ("DSA-NSEC3-SHA1", 6),
        ("NSEC3DSA", 6),
        ("DSANSEC3SHA1", 6),
        ("RSASHA1-NSEC3-SHA1", 7),
        ("NSEC3RSASHA1", 7),
        ("RSASHA1NSEC3SHA1", 7),
        ("RSASHA256", 8),
        ("RSASHA512", 10),
        ("ECC-GOST", 12),
        ("ECCGOST", 12),
        ("ECDSAP256SHA256", 13),
        ("ECDSAP384SHA384", 14),
        ("ED25519", 15),
        ("ED448", 16),
        ("SM2SM3", 17),
        ("ECC-GOST12", 23),
        ("ECCGOST12", 23),
        ("INDIRECT", 252),
        ("PRIVATEDNS", 253),
        ("PRIVATEOID", 254));

    /// <summary>Mnemonic of an algorithm, as IANA has it; its number when it has none.</summary>
    public static string ToMnemonic(this DnssecAlgorithm algorithm) =>
        Table.Find((int)algorithm) ?? ((int)algorithm).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads an algorithm's number, or its mnemonic in either case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DnssecAlgorithm algorithm)
    {
        bool found = Table.TryParse(text, byte.MaxValue, out int value);
        algorithm = (DnssecAlgorithm)value;
        return found;
    }
}
