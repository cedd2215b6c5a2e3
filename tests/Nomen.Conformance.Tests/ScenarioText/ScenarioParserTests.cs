using Nomen.Conformance.Scenarios;
using Nomen.Conformance.Tests.Corpus;

namespace Nomen.Conformance.Tests.ScenarioText;

public sealed class ScenarioParserTests
{
    private static readonly Scenario Testbound = Samples.Parse(Samples.Testbound, Dialect.Testbound);
    private static readonly Scenario Deckard = Samples.Parse(Samples.Deckard, Dialect.Deckard);
    private static readonly Scenario Stelline = Samples.Parse(Samples.Stelline, Dialect.Stelline);

    [Fact]
    public void Match_lines_add_up()
    {
        ScenarioEntry entry = Testbound.Ranges[0].Entries[0];

        Assert.Equal(["opcode", "qtype", "qname"], entry.Match.AsEnumerable());
        Assert.Equal(["copy_id", "copy_query"], entry.Adjust.AsEnumerable());
    }

    [Fact]
    public void Origin_and_time_to_live_hold_for_the_lines_behind_them()
    {
        EntryMessage message = Testbound.Ranges[0].Entries[0].Messages[0];

        Assert.Equal(
            ["www.example. 10 IN A 192.0.2.1", "www.example. 60 IN TXT \"a;b\" c", "alias.example. 60 IN CNAME www"],
            message.Answers.Select(record => record.ToString()));
        Assert.Equal("example.", message.Answers[2].Origin.ToString());
    }

    [Fact]
    public void Stelline_forgets_the_origin_with_each_section()
    {
        EntryMessage message = Stelline.Steps[0].Entry!.Messages[0];

        Assert.Equal("www.example.", message.Answers[0].Owner.ToString());
        Assert.Equal("www.", message.Additional[0].Owner.ToString());
    }

    [Fact]
    public void Octets_lose_blanks_and_comments_and_gain_a_digit_when_odd()
    {
        Assert.Equal("00080000", Testbound.Steps[0].Entry!.EdnsDataHex);
        Assert.Equal("000102", Testbound.Steps[2].Entry!.OctetsHex);
    }

    [Fact]
    public void Files_keep_their_comment_lines()
    {
        Assert.Equal(["; a comment that belongs to the file", "example. IN A 192.0.2.1"], Testbound.Files[0].Lines.AsEnumerable());
        Assert.Equal("; kept ${$t}", Testbound.Steps.Single(step => step.Kind == StepKind.CheckAutotrust).FileLines.Single());
    }

    [Fact]
    public void An_extra_packet_starts_another_message()
    {
        ScenarioEntry entry = Testbound.Steps[^1].Entry!;

        Assert.Equal(2, entry.Messages.Length);
        Assert.Single(entry.Messages[0].Authority);
        Assert.Equal("y.example. 60 IN A 192.0.2.9", entry.Messages[1].Additional.Single().ToString());
    }

    [Fact]
    public void A_range_takes_addresses_from_its_own_line_too() =>
        Assert.Equal(["192.0.2.53", "2001:db8::53@5353"], Deckard.Ranges[0].Addresses.AsEnumerable());

    [Fact]
    public void Words_of_one_dialect_alone_are_kept()
    {
        ScenarioEntry entry = Deckard.Ranges[0].Entries[0];

        Assert.True(entry.IsMandatory);
        Assert.Equal("key. c2VjcmV0", entry.Tsig);
        Assert.Equal(["QR"], entry.Reply.AsEnumerable());
        Assert.Equal(("0001ff", true), (Deckard.Steps[0].Entry!.OctetsHex, Deckard.Steps[0].Entry!.IsRaw));
        Assert.Equal("NOTIFY", Stelline.Steps[0].Entry!.Opcode);
    }

    [Theory]
    [InlineData("CONFIG_END\nSCENARIO_BEGIN t\nSTEP 1 DANCE\nSCENARIO_END", 3)]
    [InlineData("CONFIG_END\nSCENARIO_BEGIN t\nSTEP 2 NOTHING\nSTEP 2 NOTHING\nSCENARIO_END", 4)]
    [InlineData("CONFIG_END\nSCENARIO_BEGIN t\nRANGE_BEGIN 0\nRANGE_END\nSCENARIO_END", 3)]
    [InlineData("CONFIG_END\nSCENARIO_BEGIN t\nSTEP 1 QUERY\nENTRY_BEGIN\nSECTION ANSWER\na. IN NOSUCH x\nENTRY_END", 6)]
    [InlineData("CONFIG_END\nSCENARIO_BEGIN t\nSTEP 1 QUERY\nENTRY_BEGIN\nHEX_ANSWER_BEGIN\nxy\nHEX_ANSWER_END", 6)]
    [InlineData("server:", 1)]
    public void An_error_names_its_line(string text, int line)
    {
        ScenarioException error = Assert.Throws<ScenarioException>(() => Samples.Parse(text, Dialect.Testbound));

        Assert.Equal(line, error.Line);
    }
}
