using Nomen.Cli.Arguments;
using Nomen.Cli.Query;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Cli.Tests.Query;

/// <summary>The cookies of a command line.</summary>
public sealed class QueryRequestTests
{
    private static readonly DnsQuestion Question = new(DomainName.Parse("example.com"), DnsType.A);
    private static readonly byte[] Server = [.. Enumerable.Repeat((byte)0xc0, 16)];

    [Fact]
    public void Every_query_carries_another_cookie()
    {
        DnsRequest first = QueryRequest.CreateWithCookie(new QueryArguments(), Question);
        DnsRequest second = QueryRequest.CreateWithCookie(new QueryArguments(), Question);

        Assert.Equal(8, QueryRequest.ClientCookie(first).Length);
        Assert.NotEqual(QueryRequest.ClientCookie(first).ToArray(), QueryRequest.ClientCookie(second).ToArray());
    }

    [Theory]
    [InlineData("nocookie")]
    [InlineData("noedns")]
    public void No_cookie_is_sent_where_there_is_to_be_none(string flag)
    {
        QueryArguments arguments = FlagTable.Apply(new QueryArguments(), flag, "+");

        Assert.True(QueryRequest.ClientCookie(QueryRequest.CreateWithCookie(arguments, Question)).IsEmpty);
    }

    [Fact]
    public void A_signed_query_carries_none()
    {
        QueryArguments arguments = new() { Key = KeyArguments.Parse("k.example:c2VjcmV0LXNlY3JldC1zZWNyZXQ=") };

        Assert.True(QueryRequest.ClientCookie(QueryRequest.CreateWithCookie(arguments, Question)).IsEmpty);
    }

    [Fact]
    public void The_cookie_stands_where_dig_puts_it()
    {
        QueryArguments arguments = FlagTable.Apply(FlagTable.Apply(new QueryArguments(), "nsid", "+"), "expire", "+");

        DnsRequest request = QueryRequest.CreateWithCookie(arguments, Question);

        Assert.Equal([EdnsOptionCode.Nsid, EdnsOptionCode.Cookie, EdnsOptionCode.Expire], request.Edns!.Options.Select(static option => option.Code));
    }

    [Fact]
    [Rfc(7873, "5.3")]
    public void After_BADCOOKIE_the_cookie_that_came_is_sent()
    {
        DnsRequest request = QueryRequest.CreateWithCookie(new QueryArguments(), Question);

        DnsRequest? again = QueryRequest.AfterBadCookie(request, Response(Rcode.BadCookie, QueryRequest.ClientCookie(request)));

        Assert.Equal(Server, again!.Edns!.Find<CookieOption>()!.Server.ToArray());
    }

    [Fact]
    public void Other_codes_and_the_cookies_of_others_are_not_followed()
    {
        DnsRequest request = QueryRequest.CreateWithCookie(new QueryArguments(), Question);

        Assert.Null(QueryRequest.AfterBadCookie(request, Response(Rcode.Refused, QueryRequest.ClientCookie(request))));
        Assert.Null(QueryRequest.AfterBadCookie(request, Response(Rcode.BadCookie, new byte[8])));
    }

    private static DnsResponse Response(Rcode rcode, ReadOnlySpan<byte> client)
    {
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.QR, rcode);
        writer.TryWriteQuestion(Question);
        writer.TryWriteEdns(EdnsRecord.Default.With(new CookieOption(client, Server)), 1232, rcode);
        return new DnsResponse(DnsMessage.Parse(writer.Written));
    }
}
