using Nomen.Client.Upstreams;
using Nomen.Dns.Errors;

namespace Nomen.Client.Tests.Upstreams;

public sealed class UpstreamAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", UpstreamScheme.UdpTcp, "192.0.2.1", 53, null, null)]
    [InlineData("192.0.2.1:5353", UpstreamScheme.UdpTcp, "192.0.2.1", 5353, null, null)]
    [InlineData("192.0.2.1#5353", UpstreamScheme.UdpTcp, "192.0.2.1", 5353, null, null)]
    [InlineData("2001:db8::1", UpstreamScheme.UdpTcp, "2001:db8::1", 53, null, null)]
    [InlineData("tcp://[2001:db8::1]:5353", UpstreamScheme.Tcp, "2001:db8::1", 5353, null, null)]
    [InlineData("udp://ns1.example.com", UpstreamScheme.Udp, "ns1.example.com", 53, null, null)]
    [InlineData("UDP+TCP://192.0.2.1", UpstreamScheme.UdpTcp, "192.0.2.1", 53, null, null)]
    [InlineData("tls://192.0.2.2#dns.example", UpstreamScheme.Tls, "192.0.2.2", 853, null, "dns.example")]
    [InlineData("tls://[2001:db8::2]:8853#dns.example", UpstreamScheme.Tls, "2001:db8::2", 8853, null, "dns.example")]
    [InlineData("quic://dns.example", UpstreamScheme.Quic, "dns.example", 853, null, null)]
    [InlineData("https://dns.example", UpstreamScheme.Https, "dns.example", 443, UpstreamAddress.DefaultPath, null)]
    [InlineData("https://dns.example/", UpstreamScheme.Https, "dns.example", 443, UpstreamAddress.DefaultPath, null)]
    [InlineData("https://192.0.2.3:8443/q{?dns}#dns.example", UpstreamScheme.Https, "192.0.2.3", 8443, "/q{?dns}", "dns.example")]
    [InlineData("h3://dns.example/dns-query", UpstreamScheme.Http3, "dns.example", 443, "/dns-query", null)]
    public void Reads_every_scheme(string text, UpstreamScheme scheme, string host, int port, string? path, string? name)
    {
        var address = UpstreamAddress.Parse(text);

        Assert.Equal((scheme, host, port, path, name), (address.Scheme, address.Host, address.Port, address.Path, address.AuthenticationName));
        Assert.Equal(address, UpstreamAddress.Parse(address.ToString()));
    }

    [Theory]
    [InlineData("", "an address or a name", 1)]
    [InlineData("ftp://192.0.2.1", "one of udp+tcp://, udp://, tcp://, tls://, https://, h3://, quic://", 1)]
    [InlineData("tcp://", "an address or a name", 7)]
    [InlineData("tcp://[2001:db8::1", "']' behind the address", 7)]
    [InlineData("tcp://192.0.2.1:0", "a port from 1 to 65535", 17)]
    [InlineData("tcp://192.0.2.1:65536", "a port from 1 to 65535", 17)]
    [InlineData("192.0.2.1:53x", "the end", 13)]
    [InlineData("tcp://192.0.2.1/path", "the end", 16)]
    [InlineData("tls://192.0.2.1#", "the name in the server's certificate", 17)]
    [InlineData("https://a b/q", "an address or a name", 9)]
    [InlineData("bad..name", "an address or a name", 1)]
    public void Says_what_is_wrong_and_where(string text, string expected, int column)
    {
        DnsTextException exception = Assert.Throws<DnsTextException>(() => UpstreamAddress.Parse(text));

        Assert.Equal((expected, column), (exception.Expected, exception.Column));
        Assert.False(UpstreamAddress.TryParse(text, out _));
    }

    [Fact]
    public void Random_text_is_read_or_refused_and_nothing_else()
    {
        Random random = new(20261122);
        const string Alphabet = "tlshpsudq:/#[]{}?.0159afz+% ";
        Span<char> text = stackalloc char[24];
        for (int i = 0; i < 20_000; i++)
        {
            random.GetItems(Alphabet, text);
            string candidate = (i % 3) switch { 0 => "tls://", 1 => "https://", _ => string.Empty } + new string(text[..random.Next(text.Length)]);

            if (UpstreamAddress.TryParse(candidate, out UpstreamAddress? address))
            {
                Assert.Equal(address, UpstreamAddress.Parse(address.ToString()));
            }
        }
    }
}
