using Nomen.Client.Https;

namespace Nomen.Client.Tests.Https;

public sealed class DohTemplateTests
{
    [Theory]
    [InlineData("https://dns.test/dns-query{?dns}", "https://dns.test/dns-query", "https://dns.test/dns-query?dns=AAEC")]
    [InlineData("https://dns.test/dns-query", "https://dns.test/dns-query", "https://dns.test/dns-query?dns=AAEC")]
    [InlineData("https://dns.test/q?key=1", "https://dns.test/q?key=1", "https://dns.test/q?key=1&dns=AAEC")]
    [InlineData("https://dns.test/q?key=1{&dns}", "https://dns.test/q?key=1", "https://dns.test/q?key=1&dns=AAEC")]
    [InlineData("https://dns.test:8443/{dns}", "https://dns.test:8443/", "https://dns.test:8443/AAEC")]
    [InlineData("https://dns.test/q{/dns}/x", "https://dns.test/q/x", "https://dns.test/q/AAEC/x")]
    [InlineData("https://dns.test/q{?other,dns}", "https://dns.test/q", "https://dns.test/q?dns=AAEC")]
    [InlineData("https://dns.test/{+path}q{?dns*}", "https://dns.test/q", "https://dns.test/q?dns=AAEC")]
    [InlineData("https://[::1]/q{?dns}", "https://[::1]/q", "https://[::1]/q?dns=AAEC")]
    [Rfc(8484, "4.1")]
    [Rfc(6570, "3.2")]
    public void Expands_without_the_variable_for_POST_and_with_it_for_GET(string text, string post, string get)
    {
        var template = DohTemplate.Parse(text);

        Assert.Equal(post, template.PostUri.AbsoluteUri);
        Assert.Equal(get, template.GetUri([0, 1, 2]).AbsoluteUri);
    }

    [Theory]
    [InlineData("", "no absolute URI")]
    [InlineData("dns.test", "no absolute URI")]
    [InlineData("ftp://dns.test/", "only https")]
    [InlineData("http://dns.test/", "http:// is refused")]
    [InlineData("https://me@dns.test/", "user name")]
    [InlineData("https://dns.test/#x", "fragment")]
    [InlineData("https://dns.test/{#dns}", "fragment")]
    [InlineData("https://dns.test/{?dns", "not closed")]
    [InlineData("https://dns.test/?dns}", "none opened")]
    [InlineData("https://dns.test/{}", "RFC 6570")]
    [InlineData("https://dns.test/{=dns}", "RFC 6570")]
    [InlineData("https://dns.test/{?dns:3}", "cuts the message")]
    [InlineData("https://dns.test/{?dns}{&dns}", "twice")]
    [InlineData("https://dns.test/{?dns,dns}", "twice")]
    [InlineData("https://{dns}.test/", "no absolute URI")]
    public void Says_what_is_wrong(string text, string problem)
    {
        FormatException e = Assert.Throws<FormatException>(() => DohTemplate.Parse(text));

        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.False(DohTemplate.TryParse(text, out _));
    }

    [Fact]
    public void Takes_http_only_when_asked()
    {
        var template = DohTemplate.Parse("http://127.0.0.1:8080/dns-query", allowPlain: true);

        Assert.True(template.IsPlain);
        Assert.Equal(8080, template.Port);
        Assert.False(DohTemplate.TryParse("http://127.0.0.1:8080/dns-query", out _));
    }

    [Fact]
    [Rfc(8484, "6")]
    public void A_long_message_goes_into_the_URI_whole()
    {
        byte[] message = [.. Enumerable.Range(0, 2000).Select(i => (byte)i)];

        Uri uri = DohTemplate.Parse("https://dns.test/dns-query{?dns}").GetUri(message);

        Assert.Equal(Convert.ToBase64String(message).TrimEnd('=').Replace('+', '-').Replace('/', '_'), uri.Query["?dns=".Length..]);
    }

    [Fact]
    public void Has_host_port_and_the_text_it_came_from()
    {
        var template = DohTemplate.Parse("https://DNS.test/dns-query{?dns}");

        Assert.Equal(("dns.test", 443, false), (template.Host, template.Port, template.IsPlain));
        Assert.Equal("https://DNS.test/dns-query{?dns}", template.ToString());
    }
}
