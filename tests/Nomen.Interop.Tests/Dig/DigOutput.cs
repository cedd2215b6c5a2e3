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
        return WithoutChance(text);
    }

    /// <summary>As <see cref="Normalise"/>, but of the banner only the program and its version are replaced: its arguments are those of a line of a batch.</summary>
    public static string NormaliseKeepingArguments(string output) => WithoutChance(Program().Replace(output.ReplaceLineEndings("\n"), "; <<>> PROGRAM <<>>"));

    private static string WithoutChance(string text)
    {
        text = Id().Replace(text, ", id: ID");
        text = Cookie().Replace(text, "; COOKIE: COOKIE");
        text = QueryTime().Replace(text, ";; Query time: TIME");
        text = Identify().Replace(text, " in TIME.");
        text = Size().Replace(text, ";; MSG SIZE  rcvd: SIZE");
        text = YamlId().Replace(text, "      id: ID");
        text = YamlCookie().Replace(text, "COOKIE: COOKIE");
        text = YamlTime().Replace(text, "!!timestamp TIME");
        text = YamlSize().Replace(text, "message_size: SIZE");
        return When().Replace(text, ";; WHEN: DATE");
    }

    /// <summary>As <see cref="Normalise"/>, and with every TTL replaced: for a cache, whose TTLs run down between the two queries.</summary>
    public static string NormaliseWithTtls(string output) => Ttl().Replace(Normalise(output), "${owner}TTL${class}");

    [GeneratedRegex(@"^; <<>> .* <<>>", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Program();

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

    [GeneratedRegex(@"^      id: \d+$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YamlId();

    [GeneratedRegex(@"(?<=^ {10})COOKIE: [0-9a-f]+", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YamlCookie();

    [GeneratedRegex(@"!!timestamp \S+$", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YamlTime();

    [GeneratedRegex(@"message_size: \d+b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YamlSize();

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
