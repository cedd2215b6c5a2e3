using Nomen.Dns.Errors;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Testing.Knobs;

namespace Nomen.Dns.Tests.MasterFiles;

public sealed class GenerateTests
{
    private static readonly MasterFileOptions Example = new() { Origin = DomainName.Parse("example."), DefaultTtl = 60 };

    [Theory]
    [InlineData("1-3 host$ A 192.0.2.$", "host1 host2 host3")]
    [InlineData("0-10/5 h$ A 192.0.2.1", "h0 h5 h10")]
    [InlineData("1-1 h${10} A 192.0.2.1", "h11")]
    [InlineData("5-5 h${-5} A 192.0.2.1", "h0")]
    [InlineData("7-7 h${0,3} A 192.0.2.1", "h007")]
    [InlineData("7-7 h${0,3,d} A 192.0.2.1", "h007")]
    [InlineData("8-8 h${0,0,o} A 192.0.2.1", "h10")]
    [InlineData("255-255 h${0,4,x} A 192.0.2.1", "h00ff")]
    [InlineData("255-255 h${0,1,X} A 192.0.2.1", "hFF")]
    [InlineData("1-1 $$-$ A 192.0.2.1", "\\$-1")]
    [InlineData("1-1 \\$-$ A 192.0.2.1", "\\$-1")]
    [InlineData("1-1 $ 60 IN A 192.0.2.1", "1")]
    [InlineData("1-1 $ IN 60 A 192.0.2.1", "1")]
    [InlineData("1-2 @ TXT $", "@ @")]
    public void The_number_stands_where_the_dollar_is(string line, string owners)
    {
        IEnumerable<string> read = Read(line).Select(record => Relative(record.Owner));

        Assert.Equal(owners.Split(' '), read);
    }

    [Theory]
    [InlineData("26-26 ${0,0,n}", "a.1")]
    [InlineData("26-26 ${0,0,N}", "A.1")]
    [InlineData("1-1 ${0,5,n}", "1.0.0")]
    [InlineData("1-1 ${0,4,n}.x", "1.0..x")]
    public void Nibbles_are_reversed_with_dots_between_and_the_width_counts_dots(string range, string owner)
    {
        string line = range + " A 192.0.2.1";
        if (owner.Contains("..", StringComparison.Ordinal))
        {
            // An even width ends in a dot, as in BIND: the name goes on without one of its own.
            Assert.Throws<DnsTextException>(() => Read(line));
            line = line.Replace(".x", "x", StringComparison.Ordinal);
            owner = owner.Replace("..", ".", StringComparison.Ordinal);
        }

        Assert.Equal(owner, Relative(Assert.Single(Read(line)).Owner));
    }

    [Fact]
    public void Rdata_is_one_word_or_a_quoted_string_or_several_words()
    {
        Assert.Equal(Read("1-2 $ MX \"10 mail-$\""), Read("1-2 $ MX 10 mail-$"));
        Assert.Equal("mail-2.example.", ((MxData)Read("1-2 $ MX 10 mail-$")[1].Data).Exchange.ToString());
        Assert.Equal("one 1", ((TxtData)Assert.Single(Read("1-1 $ TXT x \"one $\"")).Data).GetText()[1..]);
    }

    [Theory]
    [InlineData("2-1 $ A 192.0.2.1", 11)]
    [InlineData("1 $ A 192.0.2.1", 11)]
    [InlineData("1-2/0 $ A 192.0.2.1", 11)]
    [InlineData("-1-2 $ A 192.0.2.1", 11)]
    [InlineData("1-2147483648 $ A 192.0.2.1", 11)]
    [InlineData("1/2-3 $ A 192.0.2.1", 11)]
    [InlineData("1-1 h${x} A 192.0.2.1", 16)]
    [InlineData("1-1 h${0,256} A 192.0.2.1", 16)]
    [InlineData("1-1 h${0,1,y} A 192.0.2.1", 16)]
    [InlineData("1-1 h${0,1,d,1} A 192.0.2.1", 16)]
    [InlineData("1-1 h${0 A 192.0.2.1", 16)]
    [InlineData("1-1 h${-2} A 192.0.2.1", 24)]
    [InlineData("1-1 a..$ A 192.0.2.1", 22)]
    [InlineData("256-256 a A 192.0.2.$", 23)]
    [InlineData("1-1 a", 16)]
    [InlineData("1-1", 14)]
    public void Bad_directives_are_refused_at_their_place(string line, int column)
    {
        DnsTextException error = Assert.Throws<DnsTextException>(() => Read(line));

        Assert.Equal((1, column), (error.Line, error.Column));
    }

    [Fact]
    public void An_error_in_a_generated_record_shows_the_record()
    {
        DnsTextException error = Assert.Throws<DnsTextException>(() => Read("256-256 a$ A 192.0.2.$"));

        Assert.Equal("a256 A 192.0.2.256", error.Found);
    }

    [Fact]
    [Knob(typeof(MasterFileOptions), nameof(MasterFileOptions.MaxGenerated))]
    public void All_generated_records_together_are_bounded()
    {
        MasterFileOptions few = Example with { MaxGenerated = 3 };
        const string Zone = "$GENERATE 1-2 $ A 192.0.2.1\n$GENERATE 1-{0} a$ A 192.0.2.1";

        Assert.Equal(3, MasterFileReader.Read(Zone.Replace("{0}", "1", StringComparison.Ordinal), few).Count());
        Assert.Throws<DnsTextException>(() => MasterFileReader.Read(Zone.Replace("{0}", "2", StringComparison.Ordinal), few).ToList());
    }

    [Fact]
    public void The_default_limit_stops_a_line_that_asks_for_everything_before_its_first_record()
    {
        Assert.Throws<DnsTextException>(() => MasterFileReader.Read("$GENERATE 0-2147483647 $ A 192.0.2.1", Example).First());
    }

    [Fact]
    public void A_template_over_the_limit_is_refused()
    {
        string longest = "$" + new string('x', GenerateTemplate.MaxLength - 1);

        Assert.Contains("label", Assert.Throws<DnsTextException>(() => Read($"1-1 {longest} A 192.0.2.1")).Expected, StringComparison.Ordinal);
        Assert.Contains("2048", Assert.Throws<DnsTextException>(() => Read($"1-1 {longest}x A 192.0.2.1")).Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_words_cost_linear_work()
    {
        string line = "1-1 a TXT (" + string.Concat(Enumerable.Repeat("a\n", 300_000)) + ")";

        Assert.Throws<DnsTextException>(() => Read(line));
    }

    [Fact]
    public void Generated_records_count_as_records()
    {
        Assert.Throws<DnsTextException>(() => MasterFileReader.Read("$GENERATE 1-3 $ A 192.0.2.1", Example with { MaxRecords = 2 }).ToList());
    }

    private static List<ResourceRecord> Read(string line) => [.. MasterFileReader.Read("$GENERATE " + line, Example)];

    private static string Relative(DomainName name) => name == Example.Origin ? "@" : name.ToString().Replace(".example.", string.Empty, StringComparison.Ordinal);
}
