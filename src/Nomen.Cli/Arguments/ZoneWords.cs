using Nomen.Dns.Messages;
using Nomen.Dns.Names;

namespace Nomen.Cli.Arguments;

/// <summary>The zones that words name, for verbs that ask about zones: without a name dig's grammar means the root.</summary>
internal static class ZoneWords
{
    /// <summary>The questions of the zones that were named, one for each.</summary>
    public static DnsQuestion[] Of(QueryArguments arguments, IEnumerable<string> words) =>
        [.. arguments.Questions.Where(question => question.Name != DomainName.Root || words.Contains(".", StringComparer.Ordinal)).DistinctBy(question => question.Name)];
}
