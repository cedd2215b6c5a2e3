using Nomen.Dns.Errors;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Testing.Knobs;

namespace Nomen.Dns.Tests.MasterFiles;

public sealed class MasterFileReaderTests
{
    private static readonly MasterFileOptions Example = new() { Origin = DomainName.Parse("example."), DefaultTtl = 3600 };

    [Fact]
    [Rfc(1035, "5.3")]
    [Knob(typeof(MasterFileOptions), nameof(MasterFileOptions.Origin))]
    public void The_RFCs_example_is_read()
    {
        const string Zone = """
            @   IN  SOA     VENERA      Action\.domains (
                                             20     ; SERIAL
                                             7200   ; REFRESH
                                             600    ; RETRY
                                             3600000; EXPIRE
                                             60)    ; MINIMUM

                    NS      A.ISI.EDU.
                    NS      VENERA
                    MX      10      VENERA

            A       A       26.3.0.103
            VENERA  A       10.1.0.52
                    A       128.9.0.32
            """;

        List<ResourceRecord> records = [.. MasterFileReader.Read(Zone, new MasterFileOptions { Origin = DomainName.Parse("ISI.EDU.") })];

        Assert.Equal(["ISI.EDU.", "ISI.EDU.", "ISI.EDU.", "ISI.EDU.", "A.ISI.EDU.", "VENERA.ISI.EDU.", "VENERA.ISI.EDU."], records.Select(record => record.Owner.ToString()));
        Assert.Equal("Action\\.domains.ISI.EDU.", ((SoaData)records[0].Data).Mailbox.ToString());
        Assert.All(records, record => Assert.Equal((60u, DnsClass.IN), (record.Ttl, record.Class)));
    }

    [Theory]
    [InlineData("a 60 IN A 192.0.2.1")]
    [InlineData("a IN 60 A 192.0.2.1")]
    [InlineData("a 1m A 192.0.2.1")]
    [InlineData("a CLASS1 60 TYPE1 192.0.2.1")]
    [InlineData("a in 60 a 192.0.2.1")]
    [InlineData("a 60 IN A \\# 4 C0000201")]
    [Rfc(1035, "5.1")]
    [Rfc(3597, "5")]
    public void TTL_and_class_come_in_either_order(string text)
    {
        ResourceRecord record = Assert.Single(MasterFileReader.Read(text, Example));

        Assert.Equal("a.example. 60 IN A", string.Join(' ', record.Owner, record.Ttl, record.Class, record.Type));
        Assert.Equal(ResourceRecord.Parse("a.example. 60 IN A 192.0.2.1"), record);
    }

    [Fact]
    [Rfc(2308, "4")]
    public void The_TTL_directive_goes_before_the_record_before()
    {
        const string Zone = "a 7 A 192.0.2.1\nb A 192.0.2.1\n$TTL 9\nc A 192.0.2.1\nd 8 A 192.0.2.1\ne A 192.0.2.1";

        IEnumerable<uint> ttls = MasterFileReader.Read(Zone, Example with { DefaultTtl = null }).Select(record => record.Ttl);

        Assert.Equal([7u, 7, 9, 8, 9], ttls);
    }

    [Fact]
    [Rfc(2308, "4")]
    public void A_record_without_any_TTL_is_refused()
    {
        DnsTextException error = Fails("a A 192.0.2.1", Example with { DefaultTtl = null });

        Assert.Equal((1, 3), (error.Line, error.Column));
    }

    [Theory]
    [InlineData("a 2147483648 A 192.0.2.1")]
    [InlineData("$TTL 2147483648")]
    [InlineData("$TTL 3551w")]
    [Rfc(2181, "8")]
    public void A_TTL_of_more_than_31_bits_is_refused(string text)
    {
        Fails(text, Example);
    }

    [Fact]
    public void The_class_stated_last_holds()
    {
        const string Zone = "a CH TXT x\nb TXT x\nc IN TXT x\nd TXT x";

        Assert.Equal([DnsClass.CH, DnsClass.CH, DnsClass.IN, DnsClass.IN], MasterFileReader.Read(Zone, Example).Select(record => record.Class));
    }

    [Fact]
    [Knob(typeof(MasterFileOptions), nameof(MasterFileOptions.DefaultTtl))]
    public void The_default_TTL_is_an_option()
    {
        Assert.Equal(77u, Assert.Single(MasterFileReader.Read("a A 192.0.2.1", Example with { DefaultTtl = 77 })).Ttl);
    }

    [Fact]
    [Knob(typeof(MasterFileOptions), nameof(MasterFileOptions.DefaultClass))]
    public void The_default_class_is_an_option()
    {
        Assert.Equal(DnsClass.CH, Assert.Single(MasterFileReader.Read("a TXT x", Example with { DefaultClass = DnsClass.CH })).Class);
    }

    [Fact]
    [Rfc(1035, "5.1")]
    public void ORIGIN_completes_names_and_may_itself_be_relative()
    {
        const string Zone = "$ORIGIN sub\na A 192.0.2.1\n$ORIGIN other.\n@ CNAME b\n$origin c\nd.e. NS f";

        IEnumerable<string> lines = MasterFileReader.Read(Zone, Example).Select(record => $"{record.Owner} {Target(record)}");

        Assert.Equal(["a.sub.example. ", "other. b.other.", "d.e. f.c.other."], lines);
    }

    [Fact]
    public void Blank_lines_comments_and_CRLF_mean_nothing()
    {
        const string Zone = "; a comment\r\n\r\n   \t ; another\r\na A 192.0.2.1 ; one\r\n\r\n  A 192.0.2.2\r\n;";

        Assert.Equal(["a.example.", "a.example."], MasterFileReader.Read(Zone, Example).Select(record => record.Owner.ToString()));
    }

    [Fact]
    public void An_escaped_dollar_begins_an_owner_not_a_directive()
    {
        Assert.Equal("\\$ttl.example.", Assert.Single(MasterFileReader.Read("\\$TTL A 192.0.2.1".Replace("TTL", "ttl", StringComparison.Ordinal), Example)).Owner.ToString());
    }

    [Theory]
    [InlineData("  A 192.0.2.1", 1, 3)]
    [InlineData("a NOSUCH x", 1, 3)]
    [InlineData("a 60 60 A 192.0.2.1", 1, 6)]
    [InlineData("a IN CH TXT x", 1, 6)]
    [InlineData("a ANY TXT x", 1, 7)]
    [InlineData("$FOO", 1, 1)]
    [InlineData("$TTL", 1, 5)]
    [InlineData("$TTL 1 2", 1, 8)]
    [InlineData("$ORIGIN a b", 1, 11)]
    [InlineData("$ORIGIN a..b", 1, 11)]
    [InlineData("a A 192.0.2.1\nb A 192.0.2.1 x", 2, 15)]
    [InlineData("a TXT \"x", 1, 9)]
    [InlineData("a TXT ( x\n\n", 1, 7)]
    [InlineData("a TXT x )", 1, 9)]
    [InlineData("a TXT \\256", 1, 7)]
    [InlineData("a. A", 1, 5)]
    public void Bad_text_is_refused_with_line_and_column(string text, int line, int column)
    {
        DnsTextException error = Fails(text, Example);

        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void An_error_names_the_text()
    {
        DnsTextException error = Assert.Throws<DnsTextException>(() => MasterFileReader.Read(new StringReader("\n a"), Example, "db.example").ToList());

        Assert.StartsWith("db.example:2:2: expected an owner name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Records_before_the_error_are_given()
    {
        using IEnumerator<ResourceRecord> records = MasterFileReader.Read("a A 192.0.2.1\nb X\n", Example).GetEnumerator();

        Assert.True(records.MoveNext());
        Assert.Throws<DnsTextException>(() => records.MoveNext());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Asynchronous_reads_give_the_same_records(int piece)
    {
        const string Zone = "a A 192.0.2.1 ; x\n\n(\n) b TXT \"long \\\" string\" (x\n y)\n  TXT z";
        List<ResourceRecord> expected = [.. MasterFileReader.Read(Zone, Example)];

        List<ResourceRecord> records = [];
        await foreach (ResourceRecord record in MasterFileReader.ReadAsync(new PieceReader(Zone, piece), Example))
        {
            records.Add(record);
        }

        Assert.Equal(expected, records);
        Assert.Equal(3, records.Count);
    }

    [Fact]
    [Knob(typeof(MasterFileOptions), nameof(MasterFileOptions.MaxLineLength))]
    public void A_line_over_the_limit_is_refused()
    {
        MasterFileOptions narrow = Example with { MaxLineLength = 256 };

        Assert.Single(MasterFileReader.Read("a TXT x ;" + new string('y', 247), narrow));
        Assert.Equal((1, 257), (Fails("a TXT x ;" + new string('y', 248), narrow).Line, Fails("a TXT x ;" + new string('y', 248), narrow).Column));
    }

    [Fact]
    public void A_line_of_64_KiB_is_the_default_limit()
    {
        Fails(new string(' ', 65537), Example);

        Assert.Empty(MasterFileReader.Read(new string(' ', 65536), Example));
    }

    [Fact]
    [Rfc(1035, "3.2.1")]
    public void Rdata_over_65535_octets_is_refused()
    {
        string strings = string.Concat(Enumerable.Repeat(new string('x', 255) + "\n", 256));

        Assert.Single(MasterFileReader.Read($"a TXT ({strings[256..]})", Example));
        Fails($"a TXT ({strings})", Example);
    }

    [Fact]
    [Knob(typeof(MasterFileOptions), nameof(MasterFileOptions.MaxRecords))]
    public void Records_over_the_limit_are_refused()
    {
        const string Zone = "a A 192.0.2.1\nb A 192.0.2.1\n";

        Assert.Equal(2, MasterFileReader.Read(Zone, Example with { MaxRecords = 2 }).Count());
        Assert.Equal(2, Fails(Zone, Example with { MaxRecords = 1 }).Line);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Example with { MaxLineLength = 255 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Example with { MaxIncludeDepth = 21 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Example with { MaxRecords = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Example with { MaxGenerated = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Example with { DefaultTtl = 1U << 31 });
    }

    private static DnsTextException Fails(string text, MasterFileOptions options) =>
        Assert.Throws<DnsTextException>(() => MasterFileReader.Read(text, options).ToList());

    private static string Target(ResourceRecord record) => record.Data switch
    {
        CnameData cname => cname.Target.ToString(),
        NsData ns => ns.NameServer.ToString(),
        _ => string.Empty,
    };

    /// <summary>Gives a few characters at a time, as a slow network file might.</summary>
    private sealed class PieceReader(string text, int piece) : TextReader
    {
        private int _position;

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            int length = Math.Min(piece, text.Length - _position);
            text.AsMemory(_position, length).CopyTo(buffer);
            _position += length;
            return ValueTask.FromResult(length);
        }
    }
}
