using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Nomen.Conformance.Matching;

/// <summary>What the words of a REPLY line say: header and OPT flags (FORMAT.md section 3.3).</summary>
/// <param name="Opcode">Opcode.</param>
/// <param name="Rcode">Response code, 12 bits.</param>
/// <param name="Flags">Flag bits of the header.</param>
/// <param name="EdnsFlags">Flag bits of the OPT; not zero means that there is one.</param>
internal sealed record ReplyWords(byte Opcode, int Rcode, ushort Flags, ushort EdnsFlags)
{
    private static readonly FrozenDictionary<string, int> Opcodes = Table(
        ("QUERY", 0), ("IQUERY", 1), ("STATUS", 2), ("NOTIFY", 4), ("UPDATE", 5));

    private static readonly FrozenDictionary<string, int> Rcodes = Table(
        ("NOERROR", 0), ("FORMERR", 1), ("SERVFAIL", 2), ("NXDOMAIN", 3), ("NOTIMPL", 4), ("NOTIMP", 4), ("REFUSED", 5),
        ("YXDOMAIN", 6), ("YXRRSET", 7), ("NXRRSET", 8), ("NOTAUTH", 9), ("NOTZONE", 10),
        ("BADVERS", 16), ("BADKEY", 17), ("BADTIME", 18), ("BADMODE", 19), ("BADNAME", 20), ("BADALG", 21), ("BADTRUNC", 22), ("BADCOOKIE", 23));

    private static readonly FrozenDictionary<string, int> HeaderFlags = Table(
        ("QR", 0x8000), ("AA", 0x0400), ("TC", 0x0200), ("RD", 0x0100), ("RA", 0x0080), ("AD", 0x0020), ("CD", 0x0010));

    private static readonly FrozenDictionary<string, int> OptFlags = Table(("DO", 0x8000), ("CO", 0x4000));

    /// <summary>Whether a word means something on a REPLY line.</summary>
    public static bool IsKnown(string word) => Opcodes.ContainsKey(word) || Rcodes.ContainsKey(word) || HeaderFlags.ContainsKey(word) || OptFlags.ContainsKey(word);

    /// <summary>Whether a word is an opcode.</summary>
    public static bool IsOpcode(string word) => Opcodes.ContainsKey(word);

    /// <summary>Reads the words; the last opcode and the last response code win.</summary>
    public static ReplyWords Read(ImmutableArray<string> words, string? opcode)
    {
        int code = opcode is null ? 0 : Opcodes[opcode];
        int rcode = 0;
        int flags = 0;
        int edns = 0;
        foreach (string word in words)
        {
            code = Opcodes.GetValueOrDefault(word, code);
            rcode = Rcodes.GetValueOrDefault(word, rcode);
            flags |= HeaderFlags.GetValueOrDefault(word);
            edns |= OptFlags.GetValueOrDefault(word);
        }

        return new ReplyWords((byte)code, rcode, (ushort)flags, (ushort)edns);
    }

    private static FrozenDictionary<string, int> Table(params (string Word, int Value)[] rows) =>
        rows.ToFrozenDictionary(row => row.Word, row => row.Value, StringComparer.Ordinal);
}
