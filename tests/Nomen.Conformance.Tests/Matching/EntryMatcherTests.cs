using Nomen.Conformance.Matching;
using Nomen.Conformance.Scenarios;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Tests.Matching;

public sealed class EntryMatcherTests
{
    private static readonly PlainQuestion Question = new([1, (byte)'W', 0], 1, 1);
    private static readonly PlainRecord First = new([1, (byte)'w', 0], 1, 1, 60, [192, 0, 2, 1]);
    private static readonly PlainRecord Second = First with { Data = [192, 0, 2, 2] };

    private static readonly PlainMessage Answer = new() { Flags = PlainMessage.QR, Questions = [Question], Answers = [First, Second] };

    private static readonly PlainOption Ede = new(PlainOption.ExtendedError, [0, 6, (byte)'x']);

    [Theory]
    [InlineData(nameof(Dialect.Testbound), true, false)]
    [InlineData(nameof(Dialect.Testbound), false, true)]
    [InlineData(nameof(Dialect.Deckard), true, true)]
    [InlineData(nameof(Dialect.Stelline), true, true)]
    public void Order_of_records_counts_in_testbound_when_asked(string dialect, bool ordered, bool matches)
    {
        PlainMessage turned = Answer with { Answers = [Second, First] };

        Assert.Equal(matches, Matches(Enum.Parse<Dialect>(dialect), ordered, "MATCH all", turned));
    }

    [Fact]
    public void Letter_case_never_counts() =>
        Assert.True(Matches(Dialect.Testbound, true, "MATCH all", Answer with { Questions = [new([1, (byte)'w', 0], 1, 1)] }));

    [Theory]
    [InlineData("MATCH all", true)]
    [InlineData("MATCH all ttl", false)]
    public void Time_to_live_counts_when_asked(string match, bool matches) =>
        Assert.Equal(matches, Matches(Dialect.Testbound, true, match, Answer with { Answers = [First with { Ttl = 59 }, Second] }));

    [Theory]
    [InlineData(nameof(Dialect.Testbound), false)]
    [InlineData(nameof(Dialect.Deckard), true)]
    [InlineData(nameof(Dialect.Stelline), true)]
    public void An_unexpected_OPT_is_a_difference_in_testbound_alone(string dialect, bool matches) =>
        Assert.Equal(matches, Matches(Enum.Parse<Dialect>(dialect), false, "MATCH all", Answer with { Edns = new PlainEdns() }));

    [Theory]
    [InlineData("MATCH ede=6", 1, true)]
    [InlineData("MATCH ede=any", 1, true)]
    [InlineData("MATCH ede=7", 1, false)]
    [InlineData("MATCH ede=6", 0, false)]
    [InlineData("MATCH all ede=6", 1, true)]
    [InlineData("MATCH all ede=6", 2, false)]
    [InlineData("MATCH all", 1, false)]
    public void An_extended_error_is_required_and_cut_out_once(string match, int errors, bool matches)
    {
        PlainMessage found = Answer with { Edns = new PlainEdns { Options = [.. Enumerable.Repeat(Ede, errors)] } };

        Assert.Equal(matches, Matches(Dialect.Testbound, true, match, found, "REPLY QR DO"));
    }

    [Theory]
    [InlineData("qname", "W.", true)]
    [InlineData("qname", "a.w.", false)]
    [InlineData("subdomain", "a.w.", true)]
    [InlineData("subdomain", "aw.", false)]
    [InlineData("qcase", "w.", true)]
    [InlineData("qcase", "W.", false)]
    public void Names_compare_as_the_word_says(string word, string name, bool matches)
    {
        PlainMessage query = new() { Questions = [new(Nomen.Dns.Names.DomainName.Parse(name).Wire.ToArray(), 1, 1)] };

        Assert.Equal(matches, Matches(Dialect.Deckard, false, "MATCH " + word, query));
    }

    [Theory]
    [InlineData("UDP", false, true)]
    [InlineData("UDP", true, false)]
    [InlineData("TCP", true, true)]
    [InlineData("TCP", false, false)]
    public void The_transport_counts_when_asked(string word, bool overTcp, bool matches) =>
        Assert.Equal(matches, Differs(Dialect.Deckard, false, "MATCH " + word, new MatchSubject([Answer], overTcp)) is null);

    [Theory]
    [InlineData("MATCH CONNECTION_CLOSED", true)]
    [InlineData("MATCH all", false)]
    public void A_closed_connection_matches_only_where_it_is_expected(string match, bool matches) =>
        Assert.Equal(matches, Differs(Dialect.Stelline, false, match, MatchSubject.Closed) is null);

    [Theory]
    [InlineData(nameof(Dialect.Testbound), true)]
    [InlineData(nameof(Dialect.Stelline), false)]
    public void Upper_bits_of_the_response_code_count_outside_testbound(string dialect, bool matches)
    {
        PlainMessage found = Answer with { Edns = new PlainEdns { ExtendedRcode = 1 } };

        Assert.Equal(matches, Matches(Enum.Parse<Dialect>(dialect), false, "MATCH rcode", found));
    }

    private static bool Matches(Dialect dialect, bool ordered, string match, PlainMessage found, string reply = "REPLY QR") =>
        Differs(dialect, ordered, match, MatchSubject.Of(found), reply) is null;

    private static string? Differs(Dialect dialect, bool ordered, string match, MatchSubject subject, string reply = "REPLY QR")
    {
        string text = $"""
            CONFIG_END
            SCENARIO_BEGIN t
            STEP 1 CHECK_ANSWER
            ENTRY_BEGIN
            {match}
            {reply}
            SECTION QUESTION
            w. IN A
            SECTION ANSWER
            w. 60 IN A 192.0.2.1
            w. 60 IN A 192.0.2.2
            ENTRY_END
            SCENARIO_END
            """;
        ScenarioEntry entry = Corpus.Samples.Parse(text, dialect).Steps[0].Entry!;
        return new EntryMatcher(dialect, ordered).Differs(new CompiledEntry(entry, dialect), subject);
    }
}
