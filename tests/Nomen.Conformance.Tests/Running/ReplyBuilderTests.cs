using System.Net;
using Nomen.Conformance.Matching;
using Nomen.Conformance.Running;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.Tests.Corpus;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Tests.Running;

public sealed class ReplyBuilderTests
{
    private static readonly PlainMessage Query = new() { Id = 0x1234, Questions = [new([1, (byte)'W', 0], 1, 1)] };

    [Theory]
    [InlineData("ADJUST copy_id", 0x1234, "w.")]
    [InlineData("ADJUST copy_query", 0, "W.")]
    [InlineData("ADJUST copy_id copy_query", 0x1234, "W.")]
    public void Identity_and_question_are_copied_when_asked(string adjust, int id, string name)
    {
        PlainMessage reply = PlainReader.Read(Build(adjust, Dialect.Testbound).Single());

        Assert.Equal((id, name), (reply.Id, PlainName.ToText(reply.Questions[0].Name)));
    }

    [Theory]
    [InlineData("ADJUST copy_ednsdata_assume_clientsubnet", 24)]
    [InlineData("ADJUST copy_ednsdata_assume_clientsubnet increment_ecs_scope", 25)]
    [InlineData("ADJUST copy_id", 0)]
    public void The_scope_of_a_client_subnet_follows_its_source(string adjust, byte scope)
    {
        PlainMessage reply = PlainReader.Read(Build(adjust + "\nHEX_EDNSDATA_BEGIN\n0008 0007 0001 18 00 c00002\nHEX_EDNSDATA_END", Dialect.Testbound).Single());

        Assert.Equal(scope, reply.Edns!.Options[0].Data[3]);
    }

    [Fact]
    public void Deckard_copies_letter_case_with_the_ID_and_EDNS_from_the_query()
    {
        PlainMessage plain = PlainReader.Read(Build("ADJUST copy_id", Dialect.Deckard).Single());
        PlainMessage asked = PlainReader.Read(Build("ADJUST copy_id", Dialect.Deckard, Query with { Edns = new PlainEdns { Flags = PlainEdns.DnssecOk } }).Single());

        Assert.Equal("W.", PlainName.ToText(plain.Questions[0].Name));
        Assert.Null(plain.Edns);
        Assert.Equal((4096, PlainEdns.DnssecOk), (asked.Edns!.PayloadSize, asked.Edns.Flags));
    }

    [Theory]
    [InlineData("HEX_ANSWER_BEGIN\nffffff\nHEX_ANSWER_END", "ffffff")]
    [InlineData("ADJUST copy_id\nHEX_ANSWER_BEGIN\nffffff\nHEX_ANSWER_END", "1234ff")]
    [InlineData("ADJUST raw_id\nRAW\nffffff", "1234ff")]
    public void Octets_are_sent_as_they_are_but_for_the_ID(string lines, string octets) =>
        Assert.Equal(octets, Convert.ToHexStringLower(Build(lines, Dialect.Deckard).Single()));

    [Fact]
    public void Each_extra_packet_is_a_message_and_silence_is_none()
    {
        Assert.Equal(2, Build("EXTRA_PACKET", Dialect.Testbound).Length);
        Assert.Empty(Build("ADJUST do_not_answer", Dialect.Deckard));
    }

    private static byte[][] Build(string lines, Dialect dialect, PlainMessage? query = null)
    {
        string text = $"CONFIG_END\nSCENARIO_BEGIN t\nRANGE_BEGIN 0 1\nENTRY_BEGIN\n{lines}\nREPLY QR\nSECTION QUESTION\nw. IN A\nENTRY_END\nRANGE_END\nSCENARIO_END\n";
        ScenarioEntry entry = Samples.Parse(text, dialect).Ranges[0].Entries[0];
        return [.. ReplyBuilder.Build(new CompiledEntry(entry, dialect), new UpstreamQuery(query ?? Query, new IPEndPoint(IPAddress.Loopback, 53), OverTcp: false), dialect)];
    }
}
