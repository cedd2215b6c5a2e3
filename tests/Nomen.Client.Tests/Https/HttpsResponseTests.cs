using System.Net;
using Nomen.Client.Https;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>What comes from the server, and what of it is an answer.</summary>
public sealed class HttpsResponseTests
{
    [Fact]
    [Rfc(8484, "4.2.1")]
    public async Task Any_response_code_is_a_response()
    {
        using ScriptedDoh doh = new(request => request.Reply(Replies.To(request.Message, Rcode.ServFail)));

        DnsResponse response = await doh.AskAsync();

        Assert.Equal((Rcode.ServFail, DnsProtocol.Https, ScriptedDoh.Template, 1), (response.Rcode, response.Protocol, response.Upstream, response.Attempts));
        Assert.Equal(AnswerSource.Network, response.Source);
    }

    [Theory]
    [InlineData(400, "400")]
    [InlineData(401, "401")]
    [InlineData(404, "404")]
    [InlineData(413, "413")]
    [InlineData(415, "415")]
    [InlineData(500, "500")]
    [InlineData(502, "502")]
    [InlineData(304, "304")]
    [InlineData(599, "599")]
    [Rfc(8484, "4.2.1")]
    public async Task A_status_that_is_no_success_is_an_error_that_says_which(int status, string said)
    {
        using ScriptedDoh doh = new(request => request.Reply(status: (HttpStatusCode)status));

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal(TransportFailure.HttpStatus, e.Failure);
        Assert.Contains(said, e.Error.Detail, StringComparison.Ordinal);
        Assert.Equal(ScriptedDoh.Template, e.Upstream);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [Rfc(9110, "10.2.3")]
    public async Task A_server_that_says_when_to_come_again_is_quoted(int status)
    {
        using ScriptedDoh doh = new(request =>
        {
            HttpResponseMessage response = request.Reply(status: (HttpStatusCode)status);
            response.Headers.TryAddWithoutValidation("Retry-After", "30");
            return response;
        });

        DnsTransportException e = await doh.FailAsync();

        Assert.Contains("30 s", e.Error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/dns-json")]
    [InlineData("application/dns-message-too")]
    [InlineData("")]
    [InlineData(null)]
    [Rfc(8484, "6")]
    public async Task Another_media_type_is_no_answer_even_if_the_body_looks_like_one(string? type)
    {
        using ScriptedDoh doh = new(request => request.Reply(type: type));

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal(TransportFailure.ContentType, e.Failure);
    }

    [Theory]
    [InlineData("Application/DNS-Message")]
    [InlineData("application/dns-message; charset=utf-8")]
    [Rfc(9110, "8.3.1")]
    public async Task The_media_type_may_differ_in_case_and_have_parameters(string type)
    {
        using ScriptedDoh doh = new(request => request.Reply(type: type));

        Assert.Equal(Rcode.NoError, (await doh.AskAsync()).Rcode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_70_KB_is_refused_announced_or_not(bool isAnnounced)
    {
        byte[] body = new byte[70_000];
        using ScriptedDoh doh = new(_ => SeenRequest.Respond(isAnnounced ? new ByteArrayContent(body) : new UnannouncedContent(body)));

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal(TransportFailure.Protocol, e.Failure);
        Assert.Contains("65535", e.Error.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Knob(typeof(HttpsTransportOptions), nameof(HttpsTransportOptions.MaxResponseLength))]
    public async Task No_more_is_read_than_allowed(bool isAnnounced)
    {
        ScriptedDoh Doh(int limit) => new(
            request =>
            {
                byte[] body = Replies.To(request.Message, answers: [Replies.Record("a.example.", (DnsType)65280, new byte[800])]);
                return SeenRequest.Respond(isAnnounced ? new ByteArrayContent(body) : new UnannouncedContent(body));
            },
            new HttpsTransportOptions { MaxResponseLength = limit });
        using ScriptedDoh strict = Doh(600);
        using ScriptedDoh generous = Doh(1000);

        DnsTransportException e = await strict.FailAsync();
        DnsResponse response = await generous.AskAsync();

        Assert.Equal(TransportFailure.Protocol, e.Failure);
        Assert.Equal(1, response.Message.Answers.Count);
    }

    [Fact]
    public async Task A_body_without_an_announced_length_is_read_to_its_end()
    {
        using ScriptedDoh doh = new(request => SeenRequest.Respond(new UnannouncedContent(
            Replies.To(request.Message, answers: [Replies.Record("a.example.", (DnsType)65280, new byte[60_000])]))));

        Assert.Equal(1, (await doh.AskAsync()).Message.Answers.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_length_that_lies_is_an_error(int lie)
    {
        using ScriptedDoh doh = new(request =>
        {
            byte[] body = Replies.To(request.Message);
            UnannouncedContent content = new(body);
            content.Headers.ContentLength = body.Length + lie;
            return SeenRequest.Respond(content);
        });

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal(TransportFailure.Protocol, e.Failure);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(11)]
    public async Task A_body_shorter_than_a_header_is_an_error(int length)
    {
        using ScriptedDoh announced = new(request => request.Reply(new byte[length]));
        using ScriptedDoh unannounced = new(_ => SeenRequest.Respond(new UnannouncedContent(new byte[length])));

        Assert.Equal(TransportFailure.Protocol, (await announced.FailAsync()).Failure);
        Assert.Equal(TransportFailure.Protocol, (await unannounced.FailAsync()).Failure);
    }

    [Fact]
    public async Task A_body_that_is_no_message_is_an_error()
    {
        using ScriptedDoh doh = new(request => request.Reply([.. Replies.To(request.Message)[..20], 0xff, 0xff, 0xff]));

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal(TransportFailure.Protocol, e.Failure);
        Assert.Contains("cannot be read", e.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_body_which_was_not_asked_for_is_an_error()
    {
        using ScriptedDoh doh = new(request =>
        {
            HttpResponseMessage response = request.Reply();
            response.Content.Headers.ContentEncoding.Add("gzip");
            return response;
        });

        Assert.Equal(TransportFailure.Protocol, (await doh.FailAsync()).Failure);
    }

    [Fact]
    [Rfc(5452, "9.1")]
    public async Task A_message_that_answers_another_question_is_an_error()
    {
        using ScriptedDoh doh = new(request => request.Reply(Replies.To(request.Message, question: Replies.Ask("other.example.").Question)));

        Assert.Equal(TransportFailure.Protocol, (await doh.FailAsync()).Failure);
    }

    [Fact]
    [Rfc(5452, "9.1")]
    public async Task A_message_with_another_ID_is_an_error()
    {
        using ScriptedDoh doh = new(request =>
        {
            byte[] reply = Replies.To(request.Message);
            reply[1] = 7;
            return request.Reply(reply);
        });

        Assert.Equal(TransportFailure.Protocol, (await doh.FailAsync()).Failure);
    }

    [Fact]
    [Rfc(2181, "9")]
    public async Task A_truncated_response_is_no_response_and_is_asked_once()
    {
        using ScriptedDoh doh = new(request => request.Reply(Replies.To(request.Message, flags: DnsFlags.QR | DnsFlags.TC)));

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal(TransportFailure.Truncated, e.Failure);
        Assert.True(e.Truncated!.IsTruncated);
        Assert.Single(doh.Handler.Seen);
    }

    [Fact]
    public async Task The_letter_case_of_the_question_is_the_askers()
    {
        using ScriptedDoh doh = new(request => request.Reply(Replies.To(request.Message, question: Replies.Ask("EXAMPLE.com.").Question)));

        DnsResponse response = await doh.AskAsync(Replies.Ask("example.COM."));

        Assert.Equal("example.COM.", response.Message.Question!.Value.Name.ToString());
    }

    [Fact]
    [Rfc(6891, "7")]
    public async Task A_bare_error_is_an_answer()
    {
        using ScriptedDoh doh = new(request =>
        {
            byte[] header = request.Message[..12];
            header[2] |= 0x80;
            header[3] = (byte)Rcode.FormErr;
            header.AsSpan(4).Clear();
            return request.Reply(header);
        });

        Assert.Equal(Rcode.FormErr, (await doh.AskAsync()).Rcode);
    }
}
