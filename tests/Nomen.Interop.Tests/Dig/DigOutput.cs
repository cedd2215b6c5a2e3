using System.Text.RegularExpressions;

namespace Nomen.Interop.Tests.Dig;

/// <summary>Takes out of dig's output what differs between two runs of the same query, and nothing else.</summary>
internal static partial class DigOutput
{
    /// <summary>The output with the banner, message ID, cookie, query time, date and message size replaced by fixed words.</summary>
    public static string Normalise(string output)
    {
        string text = output.ReplaceLineEndings("\n");

        text = Banner().Replace(text, "; <<>> BANNER");
        text = Id().Replace(text, ", id: ID");
        text = Cookie().Replace(text, "; COOKIE: COOKIE");
        text = QueryTime().Replace(text, ";; Query time: TIME");
        text = Identify().Replace(text, " in TIME.");
        text = Size().Replace(text, ";; MSG SIZE  rcvd: SIZE");
        return When().Replace(text, ";; WHEN: DATE");
    }

    /// <summary>As <see cref="Normalise"/>, and with every TTL replaced: for a cache, whose TTLs run down between the two queries.</summary>
    public static string NormaliseWithTtls(string output) => Ttl().Replace(Normalise(output), "${owner}TTL${class}");

    // Names the program, its version and its arguments.
    [GeneratedRegex(@"^; <<>> .*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Banner();

    [GeneratedRegex(@", id: \d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    // Client and server part are chosen at random; the word after them, "(good)", stays.
    [GeneratedRegex(@"; COOKIE: [0-9a-f]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Cookie();

    [GeneratedRegex(@";; Query time: \d+ (?:m|u)sec", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QueryTime();

    // The end of a line of +short +identify.
    [GeneratedRegex(@" in \d+ ms\.$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identify();

    [GeneratedRegex(@";; WHEN: .*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex When();

    // BIND compresses names only where the letter case is equal, which 0x20 changes at random.
    [GeneratedRegex(@";; MSG SIZE  rcvd: \d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Size();

    [GeneratedRegex(@"^(?<owner>[^;\s]\S*\s+)\d+(?<class>\s+IN\s)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ttl();
}
