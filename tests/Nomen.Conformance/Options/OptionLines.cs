using System.Text.RegularExpressions;
using Nomen.Conformance.Scenarios;

namespace Nomen.Conformance.Options;

/// <summary>Splits a configuration block into options, by dialect (FORMAT.md section 1.1).</summary>
internal static partial class OptionLines
{
    /// <summary>Key of a line that only carries another word of the value before it.</summary>
    public const string MoreValue = "+";

    private const string Server = "server";

    /// <summary>Extra arguments for the reference's own daemon: no device honours them.</summary>
    private const string CommandLineKey = "COMMANDLINE";

    private static readonly char[] Quotes = ['"', '\''];

    /// <summary>The options in order; a section's opener is a line of its own.</summary>
    public static IEnumerable<OptionLine> Read(Scenario scenario) => scenario.Dialect switch
    {
        Dialect.Testbound => Sections(scenario.Config),
        Dialect.Deckard => Flat(scenario.Config),
        _ => UnderServer(scenario.Config),
    };

    /// <summary>Openers and pairs, several to a line; a pair's value may stand on the next line.</summary>
    private static IEnumerable<OptionLine> Sections(IReadOnlyCollection<string> lines)
    {
        string section = string.Empty;
        string? key = null;
        foreach (string line in lines.Where(IsCommandLine))
        {
            yield return new OptionLine(section, CommandLineKey, line.Trim()[CommandLineKey.Length..].Trim());
        }

        foreach (string word in lines.Where(line => !IsCommandLine(line)).SelectMany(Words))
        {
            if (key is not null)
            {
                yield return new OptionLine(section, key, word.Trim(Quotes));
                key = null;
            }
            else if (word.EndsWith(':') && IsOpener(word[..^1]))
            {
                section = word[..^1];
                yield return new OptionLine(section, string.Empty, string.Empty);
            }
            else if (word.EndsWith(':'))
            {
                key = word[..^1];
            }
            else
            {
                // A value of several words, such as "1.2.3.4/32 allow": the rest belongs to the option before.
                yield return new OptionLine(section, MoreValue, word.Trim(Quotes));
            }
        }
    }

    private static IEnumerable<OptionLine> Flat(IEnumerable<string> lines) =>
        lines.Select(line => Pair(line, string.Empty)).Where(pair => pair.Key.Length > 0 && (pair.Value.Length > 0 || pair.Key != Server));

    private static IEnumerable<OptionLine> UnderServer(IEnumerable<string> lines)
    {
        bool inServer = false;
        foreach (string line in lines)
        {
            bool isIndented = line.Length > 0 && char.IsWhiteSpace(line[0]);
            inServer = isIndented ? inServer : line.StartsWith("server:", StringComparison.Ordinal);
            if (isIndented && inServer && Pair(line, Server) is { Key.Length: > 0 } pair)
            {
                yield return pair;
            }
        }
    }

    private static OptionLine Pair(string line, string section)
    {
        string text = string.Join(' ', Words(line));
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? default : new OptionLine(section, text[..colon].Trim(), text[(colon + 1)..].Trim().Trim(Quotes).Trim());
    }

    private static bool IsCommandLine(string line) => line.TrimStart().StartsWith(CommandLineKey, StringComparison.Ordinal);

    private static bool IsOpener(string word) => word is Server or "stub-zone" or "forward-zone" or "auth-zone" or "view" or "remote-control" or "dynlib" or "cachedb" or "python";

    /// <summary>Words of a line up to a comment; a quoted string is one word.</summary>
    private static IEnumerable<string> Words(string line)
    {
        foreach (Match match in Word().Matches(line))
        {
            if (match.Value[0] is '#' or ';')
            {
                yield break;
            }

            yield return match.Value;
        }
    }

    [GeneratedRegex("\"[^\"]*\"|'[^']*'|[^\\s\"]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
