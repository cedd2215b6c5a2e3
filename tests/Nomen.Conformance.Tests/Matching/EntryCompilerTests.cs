using Nomen.Conformance.Matching;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.ScenarioText;
using Nomen.Conformance.Tests.Corpus;

namespace Nomen.Conformance.Tests.Matching;

public sealed class EntryCompilerTests
{
    [CorpusFact]
    public void Every_record_of_the_corpus_has_octets()
    {
        List<string> wrong = [];
        foreach (string file in SharedTree.Scenarios())
        {
            Dialect dialect = DialectOf.Path(file);
            Scenario scenario = Samples.Parse(File.ReadAllText(file), dialect);
            foreach (ScenarioEntry entry in scenario.Ranges.SelectMany(range => range.Entries).Concat(scenario.Steps.Where(step => step.Entry is not null).Select(step => step.Entry!)))
            {
                if (Record.Exception(() => EntryCompiler.Compile(entry, dialect)) is { } error)
                {
                    wrong.Add($"{file}: {error.Message}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Theory]
    [InlineData(@"A \# 3 030405", "030405")]
    [InlineData("DS 1 8 2 0000", "000108020000")]
    [InlineData("DNSKEY 257 3 253 UNUSABLE==", "010103fd50d5120012c4")]
    [InlineData("RRSIG A 8 1 1 20260701000000 20260601000000 1 .", "0001080100000001" + "6a445880" + "6a1ccb80" + "0001" + "00")]
    [InlineData("A", "")]
    public void Data_that_is_wrong_on_purpose_still_has_octets(string typeAndData, string octets)
    {
        string text = $"CONFIG_END\nSCENARIO_BEGIN t\nSTEP 1 CHECK_ANSWER\nENTRY_BEGIN\nSECTION ANSWER\na. IN {typeAndData}\nENTRY_END\nSCENARIO_END\n";
        ScenarioEntry entry = Samples.Parse(text, Dialect.Testbound).Steps[0].Entry!;

        Assert.Equal(octets, Convert.ToHexStringLower(EntryCompiler.Compile(entry, Dialect.Testbound)[0].Answers[0].Data));
    }

    [Fact]
    public void Data_that_nobody_can_read_is_an_error_of_its_line()
    {
        string text = "CONFIG_END\nSCENARIO_BEGIN t\nSTEP 1 CHECK_ANSWER\nENTRY_BEGIN\nSECTION ANSWER\na. IN A 192.0.2\nENTRY_END\nSCENARIO_END\n";
        ScenarioEntry entry = Samples.Parse(text, Dialect.Testbound).Steps[0].Entry!;

        ScenarioException error = Assert.Throws<ScenarioException>(() => EntryCompiler.Compile(entry, Dialect.Testbound));

        Assert.Equal(4, error.Line);
    }
}
