using Nomen.Conformance.Reporting;
using Nomen.Conformance.Tests.Corpus;
using Nomen.Conformance.Vectors;

namespace Nomen.Conformance.Tests.Vectors;

public sealed class VectorCommandTests
{
    private const string RdataHeader = "type\tcode\towner\tttl\tclass\tpresentation\tcanonical_bind\tcanonical_dnspython\tcanonical_ldns\twire_hex\tagree\trejected_by\tdiffers\n";
    private const string RejectedHeader = "type\tcode\towner\tttl\tclass\tpresentation\twhy\trejected_by\taccepted_by\tmessages\n";
    private const string DisagreementHeader = "type\tcode\towner\tttl\tclass\tpresentation\tmajority_wire_hex\tagree\trejected_by\tothers\tverdict\n";

    private const string Query =
        """{"id":"q","hex":"000701000001000000000000016100001c0001","decoded":{"id":7,"qr":0,"opcode":0,"aa":0,"tc":0,"rd":1,"ra":0,"z":0,"ad":0,"cd":0,"rcode":0,"counts":[1,0,0,0],"question":[{"name":"a.","class":"IN","type":"AAAA"}],"answer":[],"authority":[],"additional":[]}}""";

    [Theory]
    [InlineData("A\t1\ta.\t3600\tIN\t192.0.2.1\t\t\t192.0.2.1\tc0000201\t\t\t", "pass")]
    [InlineData("A\t1\ta.\t3600\tIN\t192.0.2.1\t\t\t\tc0000202\t\t\t", "fail")]
    [InlineData("A\t1\ta.\t3600\tIN\t192.0.2.1\t\t192.0.2.2\t\tc0000201\t\t\t", "fail")]
    [InlineData("A\t2\ta.\t3600\tIN\tx.\t\t\t\t017800\t\t\t", "fail")]
    public void A_text_must_give_its_octets(string row, string result) =>
        Assert.Equal(result, Results("rdata/rdata.tsv", RdataHeader + row).Single());

    [Theory]
    [InlineData("A\t1\ta.\t3600\tIN\t192.0.2\tthree octets\t\t\t", "pass")]
    [InlineData("A\t1\ta.\t3600\tIN\t192.0.2.1\tnothing\t\t\t", "fail")]
    public void A_bad_text_must_be_refused(string row, string result) =>
        Assert.Equal(result, Results("rdata/rejected.tsv", RejectedHeader + row).Single());

    [Theory]
    [InlineData("A\t1\ta.\t3600\tIN\t192.0.2.1\tc0000201\t\t\t\tclear majority", "pass")]
    [InlineData("A\t1\ta.\t3600\tIN\t192.0.2.1\tc0000202\t\t\t\tclear majority", "fail")]
    [InlineData("A\t1\ta.\t3600\tIN\t192.0.2.1\tc0000202\t\t\t\topen", "info")]
    public void A_clear_majority_binds_and_an_open_question_does_not(string row, string result) =>
        Assert.Equal(result, Results("rdata/disagreements.tsv", DisagreementHeader + row).Single());

    [Theory]
    [InlineData("\"id\":7", "\"id\":8")]
    [InlineData("\"rd\":1", "\"rd\":0")]
    [InlineData("\"opcode\":0", "\"opcode\":4")]
    [InlineData("\"counts\":[1", "\"counts\":[2")]
    [InlineData("\"name\":\"a.\"", "\"name\":\"A.\"")]
    [InlineData("\"type\":\"AAAA\"", "\"type\":\"A\"")]
    [InlineData("\"answer\":[]", "\"answer\":[{}]")]
    [InlineData("\"additional\":[]", "\"additional\":[],\"edns\":{}")]
    public void Every_decoded_field_counts(string right, string wrong)
    {
        string[] results = Results("messages/messages.jsonl", Query + "\n" + Query.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal(["pass", "fail"], results);
    }

    [Theory]
    [InlineData("""{"id":"x","what":"","hex":"00","accepts":0,"rejects":6,"verdicts":{}}""", "pass")]
    [InlineData("""{"id":"x","what":"","hex":"000000000000000000000000","accepts":0,"rejects":6,"verdicts":{}}""", "fail")]
    [InlineData("""{"id":"x","what":"","hex":"00","accepts":6,"rejects":0,"verdicts":{}}""", "fail")]
    [InlineData("""{"id":"bad-z-bit","what":"","hex":"00","accepts":3,"rejects":3,"verdicts":{}}""", "fail")]
    [InlineData("""{"id":"x","what":"","hex":"00","accepts":3,"rejects":3,"verdicts":{"bind":"ok"}}""", "info")]
    public void What_all_refuse_is_refused_and_what_is_only_unusual_is_not(string row, string result) =>
        Assert.Equal(result, Results("messages/malformed.jsonl", row).Single());

    [Fact]
    public void Folders_of_features_that_are_not_started_are_skipped_row_by_row()
    {
        string[] rows = Rows("dnssec/rrsets.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");

        Assert.Equal(["a\tskip\tdirectory:dnssec", "b\tskip\tdirectory:dnssec"], rows.Select(row => row[(row.IndexOf('\t') + 1)..]));
    }

    [Fact]
    public void A_path_without_a_vector_file_cannot_be_used()
    {
        using TemporaryFolder folder = new();
        folder.Write("rdata/README.md", "text");

        int status = VectorCommand.Run([folder.Path], tsv: null, TextWriter.Null, TextWriter.Null);

        Assert.Equal(ExitStatus.Unusable, status);
    }

    [Fact]
    public void The_last_line_has_the_sum_and_the_exit_status_tells_of_failures()
    {
        using TemporaryFolder folder = new();
        folder.Write("rdata/rejected.tsv", RejectedHeader + "A\t1\ta.\t3600\tIN\t192.0.2\t\t\t\t\nA\t1\ta.\t3600\tIN\t192.0.2.1\t\t\t\t\n");
        StringWriter output = new();

        int status = VectorCommand.Run([folder.Path], tsv: null, output, TextWriter.Null);

        Assert.Equal(ExitStatus.Failures, status);
        Assert.Equal(["rdata: 1 passed, 1 failed, 0 skipped", "1 passed, 1 failed, 0 skipped"], output.ToString().TrimEnd().ReplaceLineEndings("\n").Split('\n')[^2..]);
    }

    private static string[] Results(string file, string text) => [.. Rows(file, text).Select(row => row.Split('\t')[2])];

    private static string[] Rows(string file, string text)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write(file, text);
        string tsv = Path.Combine(folder.Path, "out.tsv");

        VectorCommand.Run([path], tsv, TextWriter.Null, TextWriter.Null);

        return File.ReadAllLines(tsv)[1..];
    }
}
