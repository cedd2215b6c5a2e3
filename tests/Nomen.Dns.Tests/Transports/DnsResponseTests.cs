using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Dns.Tests.Transports;

public sealed class DnsResponseTests
{
    private static readonly DnsRequest Request = DnsRequest.Query("WWW.example.", DnsType.A).With(DnsFlags.RD | DnsFlags.CD | DnsFlags.AD);

    [Fact]
    [Rfc(1035, "4.1.1")]
    public void A_response_made_here_repeats_question_RD_and_CD()
    {
        DnsMessage message = DnsResponse.For(Request, Rcode.NxDomain).Message;

        Assert.Equal(new DnsHeader(0, Opcode.Query, DnsFlags.QR | DnsFlags.RD | DnsFlags.CD, Rcode.NxDomain, 1, 0, 0, 0), message.Header);
        Assert.True(message.Question!.Value.Name.EqualsExactly(DomainName.Parse("WWW.example.")));
    }

    [Fact]
    public void A_response_made_here_answers_its_request()
    {
        DnsResponse response = DnsResponse.For(Request, Rcode.Refused);

        Assert.Equal(ReplyMatch.Answer, ReplyMatcher.Match(Request, response.Message.View, Request.Question!.Value.Name.Wire));
        Assert.Equal((AnswerSource.Local, DnsProtocol.None, 0), (response.Source, response.Protocol, response.Attempts));
    }

    [Fact]
    [Rfc(6891, "6.1.3")]
    public void An_extended_code_comes_with_the_OPT_that_it_needs()
    {
        DnsResponse response = DnsResponse.For(Request, Rcode.BadVers);

        Assert.Equal(Rcode.BadVers, response.Rcode);
        Assert.NotNull(response.Message.Edns);
    }

    [Fact]
    public void A_request_without_a_question_gets_a_response_without_one()
    {
        Assert.Null(DnsResponse.For(new DnsRequest { Opcode = Opcode.Dso }, Rcode.NotImp).Message.Question);
    }

    [Fact]
    public void With_changes_one_thing_and_keeps_the_rest()
    {
        DnsResponse response = new(DnsResponse.For(Request, Rcode.NoError).Message)
        {
            Upstream = "udp://192.0.2.1:53",
            Protocol = DnsProtocol.Udp,
            Elapsed = TimeSpan.FromMilliseconds(7),
            Attempts = 2,
        };
        ExtendedError error = new(ExtendedErrorCode.StaleAnswer);
        ResponseValidation validation = new(SecurityStatus.Secure, []);
        DnsMessage other = DnsResponse.For(Request, Rcode.ServFail).Message;

        DnsResponse changed = response.With(error).With(validation).With(AnswerSource.StaleCache).With(other);

        Assert.Equal(("udp://192.0.2.1:53", DnsProtocol.Udp, 7.0, 2), (changed.Upstream, changed.Protocol, changed.Elapsed.TotalMilliseconds, changed.Attempts));
        Assert.Equal([error], changed.ExtendedErrors.AsEnumerable());
        Assert.Equal((SecurityStatus.Secure, AnswerSource.StaleCache, Rcode.ServFail), (changed.Security, changed.Source, changed.Rcode));
        Assert.Empty(response.ExtendedErrors);
        Assert.Equal(SecurityStatus.Unchecked, response.Security);
    }
}
