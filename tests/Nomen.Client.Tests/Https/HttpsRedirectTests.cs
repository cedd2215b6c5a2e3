using System.Net;
using Nomen.Client.Https;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Https;

public sealed class HttpsRedirectTests
{
    [Theory]
    [InlineData(301, DohMethod.Post)]
    [InlineData(302, DohMethod.Post)]
    [InlineData(307, DohMethod.Get)]
    [InlineData(308, DohMethod.Post)]
    public async Task A_redirect_within_the_server_is_followed_with_the_same_request(int status, DohMethod method)
    {
        using ScriptedDoh doh = new(
            request => request.Uri.AbsolutePath == "/dns-query" ? RedirectTo("/new" + request.Uri.Query, status) : request.Reply(),
            new HttpsTransportOptions { Method = method });

        Assert.Equal(Rcode.NoError, (await doh.AskAsync()).Rcode);
        Assert.Equal("/new", doh.Handler.Seen[1].Uri.AbsolutePath);
        Assert.Equal(doh.Handler.Seen[0].Message, doh.Handler.Seen[1].Message);
    }

    [Theory]
    [InlineData("https://evil.test/dns-query")]
    [InlineData("https://dns.test:8443/dns-query")]
    [InlineData("http://dns.test/dns-query")]
    [InlineData("//evil.test/dns-query")]
    public async Task A_redirect_to_another_server_is_not_followed_and_the_error_names_it(string location)
    {
        using ScriptedDoh doh = new(_ => RedirectTo(location));

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal(TransportFailure.HttpStatus, e.Failure);
        Assert.Contains(new Uri(new Uri("https://dns.test"), location).GetLeftPart(UriPartial.Authority), e.Error.Detail, StringComparison.Ordinal);
        Assert.Single(doh.Handler.Seen);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [Knob(typeof(HttpsTransportOptions), nameof(HttpsTransportOptions.MaxRedirects))]
    public async Task Redirects_are_followed_only_so_often(int limit)
    {
        using ScriptedDoh doh = new(_ => RedirectTo("/again"), new HttpsTransportOptions { MaxRedirects = limit });

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal(TransportFailure.HttpStatus, e.Failure);
        Assert.Equal(limit + 1, doh.Handler.Seen.Count);
    }

    [Fact]
    public async Task A_response_that_a_callers_client_fetched_from_another_server_is_refused()
    {
        using ScriptedDoh doh = new(request =>
        {
            HttpResponseMessage response = request.Reply();
            response.RequestMessage = new HttpRequestMessage(HttpMethod.Post, "https://evil.test/dns-query");
            return response;
        });

        DnsTransportException e = await doh.FailAsync();

        Assert.Equal(TransportFailure.HttpStatus, e.Failure);
        Assert.Contains("https://evil.test", e.Error.Detail, StringComparison.Ordinal);
    }

    private static HttpResponseMessage RedirectTo(string location, int status = 307)
    {
        HttpResponseMessage response = new((HttpStatusCode)status);
        response.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
        return response;
    }
}
