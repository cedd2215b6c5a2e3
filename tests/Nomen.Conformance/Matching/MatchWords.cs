using System.Collections.Frozen;
using System.Globalization;

namespace Nomen.Conformance.Matching;

/// <summary>The words of MATCH and ADJUST lines. One that nobody knows is an error: a condition is never passed over.</summary>
internal static class MatchWords
{
    public const string AnyEde = "ede=any";
    public const string EdePrefix = "ede=";
    public const string SerialPrefix = "serial=";

    private static readonly FrozenSet<string> Match = FrozenSet.Create(
        StringComparer.Ordinal,
        "opcode", "qtype", "qname", "qcase", "subdomain", "question", "rcode", "flags", "answer", "authority", "additional", "all", "all_noedns",
        "ttl", "DO", "CO", "AD", "CD", "RD", "noedns", "ednsdata", "client_cookie", "server_cookie", "UDP", "TCP",
        "EXTRA_PACKETS", "ANY_ANSWER", "CONNECTION_CLOSED", "MOCK_CLIENT", AnyEde);

    private static readonly FrozenSet<string> Adjust = FrozenSet.Create(
        StringComparer.Ordinal,
        "copy_id", "copy_query", "copy_ednsdata_assume_clientsubnet", "increment_ecs_scope", "raw_id", "do_not_answer");

    /// <summary>Whether a MATCH word is known.</summary>
    public static bool IsMatch(string word) => Match.Contains(word) || IsNumbered(word, EdePrefix) || IsNumbered(word, SerialPrefix);

    /// <summary>Whether an ADJUST word is known.</summary>
    public static bool IsAdjust(string word) => Adjust.Contains(word) || IsNumbered(word, "sleep=") || IsNumbered(word, "packet_sleep=");

    /// <summary>The number behind a prefix.</summary>
    public static uint Number(string word, string prefix) => uint.Parse(word.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool IsNumbered(string word, string prefix) =>
        word.StartsWith(prefix, StringComparison.Ordinal) && uint.TryParse(word.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
