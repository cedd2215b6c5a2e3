using Nomen.Conformance.Scenarios;
using Nomen.Conformance.ScenarioText;
using Nomen.Conformance.Tests.Corpus;

namespace Nomen.Conformance.Tests.ScenarioText;

public sealed class ScenarioPrinterTests
{
    [Theory]
    [InlineData(nameof(Samples.Testbound))]
    [InlineData(nameof(Samples.Deckard))]
    [InlineData(nameof(Samples.Stelline))]
    public void What_is_printed_reads_back_as_the_same_scenario(string sample)
    {
        (string text, Dialect dialect) = sample switch
        {
            nameof(Samples.Testbound) => (Samples.Testbound, Dialect.Testbound),
            nameof(Samples.Deckard) => (Samples.Deckard, Dialect.Deckard),
            _ => (Samples.Stelline, Dialect.Stelline),
        };

        Scenario first = Samples.Parse(text, dialect);
        Scenario second = Samples.Parse(ScenarioPrinter.Print(first), dialect);

        Assert.Equal(ScenarioShape.Of(first), ScenarioShape.Of(second));
    }

    [CorpusFact]
    public void Every_file_of_the_corpus_is_read_and_survives_printing()
    {
        string[] files = [.. SharedTree.Scenarios()];

        foreach (string file in files)
        {
            Dialect dialect = DialectOf.Path(file);
            Scenario first = Samples.Parse(File.ReadAllText(file), dialect);
            string printed = ScenarioPrinter.Print(first);
            Scenario second = Samples.Parse(printed, dialect);

            Assert.Equal((file, ScenarioShape.Of(first)), (file, ScenarioShape.Of(second)));
            Assert.Equal(printed, ScenarioPrinter.Print(second));
        }

        Assert.True(files.Length >= 423, $"only {files.Length} files");
    }

    [CorpusFact]
    public void The_kind_of_a_file_is_the_one_that_the_index_gives()
    {
        string[] rows = [.. File.ReadLines(SharedTree.At("scenarios/INDEX.tsv")).Skip(1)];

        foreach (string[] row in rows.Select(row => row.Split('\t')))
        {
            string file = SharedTree.At(Path.Combine("scenarios", row[1], row[0]));
            Scenario scenario = Samples.Parse(File.ReadAllText(file), DialectOf.Path(file));

            Assert.Equal((file, row[5].Split(':')[0]), (file, scenario.IsSpecific ? "specific" : "neutral"));
            Assert.Equal((file, row[9]), (file, scenario.Dialect.ToString().ToLowerInvariant()));
        }
    }
}
