using Nomen.Cli.Arguments;
using Nomen.Client.Upstreams;

namespace Nomen.Cli.Tests.Arguments;

public class EncryptionFlagTests
{
    [Theory]
    [InlineData("+tls", UpstreamScheme.Tls)]
    [InlineData("+https", UpstreamScheme.Https)]
    [InlineData("+https-get", UpstreamScheme.Https)]
    [InlineData("+http-plain", UpstreamScheme.Https)]
    [InlineData("+quic", UpstreamScheme.Quic)]
    [InlineData("+tls +notls", null)]
    [InlineData("+tls +https", UpstreamScheme.Https)]
    [InlineData("+https +notls", UpstreamScheme.Https)]
    [InlineData("--https --no-https", null)]
    public void A_flag_says_how_servers_without_a_scheme_are_asked(string flags, UpstreamScheme? scheme)
    {
        Assert.Equal(scheme, Parse(flags).Scheme);
    }

    [Theory]
    [InlineData("+tls", false)]
    [InlineData("+tls +tls-ca", true)]
    [InlineData("+tls +tls-hostname=dns.example", true)]
    [InlineData("+tls +tls-ca +notls-ca", false)]
    public void As_in_dig_a_server_need_not_prove_who_it_is_unless_told_so(string flags, bool mustAuthenticate)
    {
        Assert.Equal(mustAuthenticate, Parse(flags).Encryption.MustAuthenticate);
    }

    [Fact]
    public void Files_names_and_paths_are_taken_as_written()
    {
        EncryptionArguments encryption = Parse("+https-get=/q{?dns} +tls-ca=ca.pem +tls-hostname=dns.example +tls-certfile=me.pem +tls-keyfile=me.key").Encryption;

        EncryptionArguments expected = new()
        {
            UseAuthorities = true,
            AuthorityFile = "ca.pem",
            HostName = "dns.example",
            CertificateFile = "me.pem",
            KeyFile = "me.key",
            HttpPath = "/q{?dns}",
            UseGet = true,
        };
        Assert.Equal(expected, encryption);
        Assert.Equal(new EncryptionArguments { IsPlain = true }, Parse("+http-plain").Encryption);
    }

    private static QueryArguments Parse(string line) => ArgumentParser.Parse($"example.com {line}".Split(' '));
}
