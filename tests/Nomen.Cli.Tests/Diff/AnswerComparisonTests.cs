using Nomen.Cli.Diff;
using Nomen.Dns.Errors;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Cli.Tests.Diff;

public class AnswerComparisonTests
{
    private static readonly DnsQuestion Question = new(DomainName.Parse("www.lab.test."), DnsType.A);

    [Theory]
    [InlineData("www 300 A 192.0.2.1|www 300 A 192.0.2.2", "WWW 60 A 192.0.2.2|www 60 A 192.0.2.1", false, true)]
    [InlineData("www 300 A 192.0.2.1", "www 60 A 192.0.2.1", true, false)]
    [InlineData("www 300 A 192.0.2.1", "www 300 A 192.0.2.2", false, false)]
    [InlineData("www 300 A 192.0.2.1", "", false, false)]
    [InlineData("www 300 CNAME a.lab.test.", "www 300 CNAME A.LAB.test.", false, true)]
    public void Order_case_and_TTL_do_not_matter_unless_asked_for(string first, string second, bool withTtl, bool isSame)
    {
        AnswerComparison comparison = new(Question, [Answer("a", first, withTtl), Answer("b", second, withTtl)]);

        Assert.Equal(isSame, comparison.IsSame);
    }

    [Fact]
    public void A_record_that_is_not_everywhere_is_listed_once_with_its_servers()
    {
        AnswerComparison comparison = new(
            Question,
            [Answer("a", "www 300 A 192.0.2.1|www 300 A 192.0.2.2"), Answer("b", "www 300 A 192.0.2.1"), Answer("c", "www 300 A 192.0.2.2|www 300 A 192.0.2.1")]);

        RecordDifference difference = Assert.Single(comparison.Differences);
        Assert.Equal("www.lab.test. A 192.0.2.2", difference.Record.ToString());
        Assert.Equal(["a", "c"], difference.At.AsEnumerable());
        Assert.Equal(["b"], difference.NotAt.AsEnumerable());
    }

    [Fact]
    public void Another_response_code_or_none_is_a_difference()
    {
        Assert.False(new AnswerComparison(Question, [Answer("a", ""), Answer("b", "", rcode: Rcode.NxDomain)]).IsSame);
        Assert.False(new AnswerComparison(Question, [Answer("a", ""), ServerAnswer.From("b", new TransportError(TransportFailure.Timeout))]).IsSame);
    }

    private static ServerAnswer Answer(string server, string records, bool withTtl = false, Rcode rcode = Rcode.NoError)
    {
        Span<byte> buffer = stackalloc byte[512];
        DnsMessageWriter writer = new(buffer);
        writer.TryWriteHeader(0, Opcode.Query, DnsFlags.QR, rcode);
        writer.TryWriteQuestion(Question);
        foreach (ResourceRecord record in MasterFileReader.Read("$ORIGIN lab.test.\n" + records.Replace('|', '\n') + "\n"))
        {
            writer.TryWriteRecord(DnsSection.Answer, record);
        }

        return ServerAnswer.From(server, DnsMessage.Parse(writer.Written), withTtl);
    }
}
