using System.Collections.Immutable;
using Nomen.Dns.Messages;

namespace Nomen.Cli.Diff;

/// <summary>What several servers say to one question, and where they disagree. Pure.</summary>
internal sealed class AnswerComparison
{
    /// <summary>Compares.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answers">An answer of each server.</param>
    public AnswerComparison(DnsQuestion question, ImmutableArray<ServerAnswer> answers)
    {
        Question = question;
        Answers = answers;
        Differences =
        [
            .. answers.SelectMany(answer => answer.Records)
                .Distinct()
                .Select(record => new RecordDifference(record, Servers(a => a.Records.Contains(record)), Servers(a => !a.Records.Contains(record))))
                .Where(difference => !difference.NotAt.IsEmpty),
        ];
        IsSame = Differences.IsEmpty && answers.Select(answer => answer.Status).Distinct(StringComparer.Ordinal).Count() <= 1;
    }

    /// <summary>The question.</summary>
    public DnsQuestion Question { get; }

    /// <summary>An answer of each server, in their order.</summary>
    public ImmutableArray<ServerAnswer> Answers { get; }

    /// <summary>Records that not every server has, in the order in which they came.</summary>
    public ImmutableArray<RecordDifference> Differences { get; }

    /// <summary>Whether all servers say the same.</summary>
    public bool IsSame { get; }

    private ImmutableArray<string> Servers(Func<ServerAnswer, bool> which) => [.. Answers.Where(which).Select(answer => answer.Server)];
}
