using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Transports;

/// <summary>Which messages answer a request: <c>docs/threats.md</c> A4. ID and source are the transports' own matter.</summary>
[Rfc(5452, "9.1")]
[Rfc(9619, "4")]
public sealed class ReplyMatcherTests
{
    private static readonly DnsRequest Request = DnsRequest.Query("www.example.com", DnsType.A);

    [Fact]
    public void The_answer_matches()
    {
        Assert.Equal(ReplyMatch.Answer, Match(Reply("www.example.com")));
    }

    [Fact]
    public void Without_0x20_the_case_of_the_name_does_not_count()
    {
        Assert.Equal(ReplyMatch.Answer, Match(Reply("WWW.example.COM")));
    }

    [Fact]
    public void With_0x20_only_the_case_that_was_sent_matches()
    {
        byte[] sent = DomainName.Parse("wWw.ExAmPlE.cOm").Wire.ToArray();

        Assert.Equal(ReplyMatch.Answer, Match(Reply("wWw.ExAmPlE.cOm"), sent));
        Assert.Equal(ReplyMatch.CaseDiffers, Match(Reply("www.example.com"), sent));
        Assert.Equal(ReplyMatch.None, Match(Reply("www.example.org"), sent));
    }

    [Theory]
    [InlineData("www.example.net", DnsType.A, DnsClass.IN)]
    [InlineData("example.com", DnsType.A, DnsClass.IN)]
    [InlineData("a.www.example.com", DnsType.A, DnsClass.IN)]
    [InlineData("www.example.com", DnsType.AAAA, DnsClass.IN)]
    [InlineData("www.example.com", DnsType.A, DnsClass.CH)]
    public void Another_question_does_not_match(string name, DnsType type, DnsClass @class)
    {
        Assert.Equal(ReplyMatch.None, Match(Reply(name, type, @class)));
    }

    [Fact]
    public void A_query_does_not_match()
    {
        Assert.Equal(ReplyMatch.None, Match(Reply("www.example.com", flags: DnsFlags.None)));
    }

    [Fact]
    public void Another_opcode_does_not_match()
    {
        Assert.Equal(ReplyMatch.None, Match(Reply("www.example.com", opcode: Opcode.Notify)));
    }

    [Fact]
    public void Two_questions_do_not_match()
    {
        Assert.Equal(ReplyMatch.None, Match(Reply("www.example.com", questions: 2)));
    }

    [Fact]
    public void A_question_does_not_match_a_request_without_one()
    {
        DnsRequest request = new() { Opcode = Opcode.Dso };

        Assert.Equal(ReplyMatch.None, ReplyMatcher.Match(request, DnsMessageView.Parse(Reply("www.example.com", opcode: Opcode.Dso))));
    }

    [Theory]
    [InlineData(Rcode.FormErr)]
    [InlineData(Rcode.ServFail)]
    [InlineData(Rcode.NotImp)]
    [InlineData(Rcode.Refused)]
    public void A_bare_error_counts_for_codes_that_servers_send_without_a_question(Rcode rcode)
    {
        Assert.Equal(ReplyMatch.BareError, Match(Reply(null, rcode: rcode)));
        Assert.Equal(ReplyMatch.BareError, Match(Reply(null, rcode: rcode, edns: true)));
    }

    [Fact]
    [Rfc(6891, "6.1.3")]
    public void BADVERS_without_a_question_is_a_bare_error()
    {
        Assert.Equal(ReplyMatch.BareError, Match(Reply(null, rcode: Rcode.BadVers, edns: true)));
    }

    [Theory]
    [InlineData(Rcode.NoError)]
    [InlineData(Rcode.NxDomain)]
    [InlineData(Rcode.NotAuth)]
    [InlineData(Rcode.BadCookie)]
    public void Other_codes_need_the_question(Rcode rcode)
    {
        Assert.Equal(ReplyMatch.None, Match(Reply(null, rcode: rcode, edns: true)));
    }

    [Fact]
    public void An_error_without_a_question_but_with_records_does_not_match()
    {
        byte[] reply = new Messages.MessageOctets(answers: 1).Record("www.example.com.", DnsType.A, [192, 0, 2, 1]).ToArray();
        reply[3] = (byte)Rcode.ServFail;

        Assert.Equal(ReplyMatch.None, Match(reply));
    }

    [Theory]
    [InlineData(true, ReplyMatch.BareError)]
    [InlineData(false, ReplyMatch.None)]
    [Rfc(8945, "5.3.2")]
    public void NOTAUTH_with_nothing_but_a_signature_is_a_bare_error_for_a_signed_request(bool isSigned, ReplyMatch expected)
    {
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.QR, Rcode.NotAuth);
        TsigData unsigned = new(DomainName.Parse("hmac-sha256."), 1, 300, default, 1, Rcode.BadKey, default);
        writer.TryWriteRecord(DnsSection.Additional, new ResourceRecord(DomainName.Parse("key."), DnsType.TSIG, DnsClass.ANY, 0, unsigned));
        DnsRequest request = Request.With(isSigned ? new FakeProtection(0, 0) : null);

        Assert.Equal(expected, ReplyMatcher.Match(request, DnsMessageView.Parse(writer.Written)));
    }

    [Fact]
    public void Opcodes_other_than_QUERY_may_be_answered_without_a_question()
    {
        DnsRequest request = new(Request.Question!.Value) { Opcode = Opcode.Update };

        Assert.Equal(ReplyMatch.Answer, ReplyMatcher.Match(request, DnsMessageView.Parse(Reply(null, opcode: Opcode.Update))));
    }

    private static ReplyMatch Match(byte[] reply, ReadOnlySpan<byte> sentName = default) => ReplyMatcher.Match(Request, DnsMessageView.Parse(reply), sentName);

    private static byte[] Reply(
        string? name,
        DnsType type = DnsType.A,
        DnsClass @class = DnsClass.IN,
        DnsFlags flags = DnsFlags.QR,
        Opcode opcode = Opcode.Query,
        Rcode rcode = Rcode.NoError,
        int questions = 1,
        bool edns = false)
    {
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(1, opcode, flags, rcode);
        for (int i = 0; i < questions && name is not null; i++)
        {
            writer.TryWriteQuestion(new DnsQuestion(DomainName.Parse(name), type, @class));
        }

        if (edns)
        {
            writer.TryWriteEdns(EdnsRecord.Default, 1232, rcode);
        }

        return writer.Written.ToArray();
    }
}
