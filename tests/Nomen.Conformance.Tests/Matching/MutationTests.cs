using Nomen.Conformance.Matching;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.ScenarioText;
using Nomen.Conformance.Tests.Corpus;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Tests.Matching;

/// <summary>A matcher that is too lax would let every scenario pass: each expected answer of the corpus, slightly wronged, must be refused.</summary>
public sealed class MutationTests
{
    [CorpusFact]
    public void Every_expected_answer_matches_itself_and_none_of_its_mutations()
    {
        Dictionary<string, int> noticed = Mutation.All.ToDictionary(mutation => mutation.Name, _ => 0);

        foreach ((string where, EntryMatcher matcher, CompiledEntry entry) in Expectations())
        {
            MatchSubject subject = MutationSubject.Of(entry);
            Assert.Equal((where, null), (where, matcher.Differs(entry, subject)));

            foreach (Mutation mutation in Mutation.All.Where(mutation => mutation.IsNoticedBy(entry.Entry)))
            {
                if (mutation.Apply(subject.Messages[0]) is { } wrong)
                {
                    Assert.True(matcher.Differs(entry, subject with { Messages = [wrong] }) is not null, $"{where}: {mutation.Name} was not noticed");
                    noticed[mutation.Name]++;
                }
            }
        }

        Assert.All(noticed, pair => Assert.True(pair.Value >= 100, $"{pair.Key} was tried {pair.Value} times only"));
    }

    [CorpusFact]
    public void Every_message_of_the_corpus_reads_back_from_its_octets()
    {
        foreach ((string where, EntryMatcher _, CompiledEntry entry) in Expectations())
        {
            foreach (PlainMessage message in entry.Messages)
            {
                Assert.Equal((where, message.ToString()), (where, PlainReader.Read(PlainWriter.Write(message)).ToString()));
            }
        }
    }

    private static IEnumerable<(string Where, EntryMatcher Matcher, CompiledEntry Entry)> Expectations()
    {
        foreach (string file in SharedTree.Scenarios())
        {
            Dialect dialect = DialectOf.Path(file);
            Scenario scenario = Samples.Parse(File.ReadAllText(file), dialect);
            EntryMatcher matcher = new(dialect, ordered: scenario.IsSpecific);
            foreach (ScenarioStep step in scenario.Steps.Where(step => step.Kind == StepKind.CheckAnswer && !step.Entry!.Match.Contains("CONNECTION_CLOSED")))
            {
                yield return ($"{Path.GetFileName(file)} step {step.Number}", matcher, new CompiledEntry(step.Entry!, dialect));
            }
        }
    }
}
