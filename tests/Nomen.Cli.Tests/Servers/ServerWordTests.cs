using Nomen.Cli.Arguments;
using Nomen.Cli.Servers;
using Nomen.Client.Upstreams;

namespace Nomen.Cli.Tests.Servers;

public class ServerWordTests
{
    [Theory]
    [InlineData("192.0.2.1", false, UpstreamScheme.UdpTcp)]
    [InlineData("tcp://192.0.2.1", true, UpstreamScheme.Tcp)]
    [InlineData("tls://[2001:db8::1]:8853#dns.example", true, UpstreamScheme.Tls)]
    public void A_server_is_an_upstream_with_or_without_a_scheme(string text, bool hasScheme, UpstreamScheme scheme)
    {
        var word = ServerWord.Parse(text);

        Assert.Equal(new ServerWord(UpstreamAddress.Parse(text), hasScheme), word);
        Assert.Equal(scheme, word.Upstream.Scheme);
    }

    [Theory]
    [InlineData("192.0.2.1:x")]
    [InlineData("192.0.2.1:0")]
    [InlineData("192.0.2.1:65536")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]x")]
    [InlineData("a..b")]
    [InlineData("smtp://192.0.2.1")]
    public void What_is_no_server_is_refused(string text)
    {
        UsageException exception = Assert.Throws<UsageException>(() => ServerWord.Parse(text));

        Assert.StartsWith($"server '@{text}': ", exception.Message, StringComparison.Ordinal);
    }
}
