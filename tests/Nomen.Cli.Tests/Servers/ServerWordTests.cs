using Nomen.Cli.Arguments;
using Nomen.Cli.Servers;

namespace Nomen.Cli.Tests.Servers;

public class ServerWordTests
{
    [Theory]
    [InlineData("192.0.2.1", null, "192.0.2.1", null)]
    [InlineData("192.0.2.1:5353", null, "192.0.2.1", 5353)]
    [InlineData("192.0.2.1#5353", null, "192.0.2.1", 5353)]
    [InlineData("2001:db8::1", null, "2001:db8::1", null)]
    [InlineData("[2001:db8::1]", null, "2001:db8::1", null)]
    [InlineData("[2001:db8::1]:5353", null, "2001:db8::1", 5353)]
    [InlineData("tcp://192.0.2.1", "tcp", "192.0.2.1", null)]
    [InlineData("udp+tcp://ns1.example.com:54", "udp+tcp", "ns1.example.com", 54)]
    public void A_server_has_a_scheme_a_host_and_a_port(string text, string? scheme, string host, int? port)
    {
        Assert.Equal(new ServerWord(scheme, host, port), ServerWord.Parse(text));
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
