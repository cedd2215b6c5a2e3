using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tls;

namespace Nomen.Client.Tests.Tls;

public sealed class TlsConnectorOptionsTests
{
    [Fact]
    public void Out_of_range_throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TlsConnectorOptions { HandshakeTimeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TlsConnectorOptions { HandshakeTimeout = TimeSpan.FromSeconds(61) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TlsConnectorOptions { Profile = (PrivacyProfile)2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TlsConnectorOptions { Alpn = (AlpnUse)3 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TlsConnectorOptions { Revocation = (X509RevocationMode)3 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamTransportOptions { PaddingBlock = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamTransportOptions { PaddingBlock = 4097 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpportunisticTransportOptions { ClearTextMemory = TimeSpan.FromDays(8) });
    }

    [Theory]
    [InlineData(SslProtocols.None)]
    [InlineData(SslProtocols.Tls12 | SslProtocols.Tls13)]
    [InlineData((SslProtocols)768)]
    [Rfc(8310, "9")]
    public void No_version_below_1_2_can_be_set(SslProtocols version) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TlsConnectorOptions { MinimumVersion = version });

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("two words")]
    [InlineData("naïve.example")]
    [InlineData("a..b")]
    public void What_is_no_name_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => new TlsConnectorOptions { AuthenticationName = name });

    [Fact]
    public void A_name_may_end_in_the_dot_of_the_root() =>
        Assert.Equal("dns.example", new TlsConnectorOptions { AuthenticationName = "dns.example." }.AuthenticationName);

    [Fact]
    public void A_client_certificate_needs_its_key() =>
        Assert.Throws<ArgumentException>(() => new TlsConnectorOptions { ClientCertificate = new TestAuthority().Certificate });

    [Fact]
    [Rfc(9103, "7.2")]
    public void Transfers_ask_for_TLS_1_3_and_dot()
    {
        Assert.Equal(SslProtocols.Tls13, TlsConnectorOptions.ForTransfers.MinimumVersion);
        Assert.Equal(AlpnUse.Require, TlsConnectorOptions.ForTransfers.Alpn);
    }

    [Fact]
    [Rfc(8310, "5")]
    public void Privacy_is_strict_and_handshakes_have_5_seconds_by_default()
    {
        TlsConnectorOptions options = new();

        Assert.Equal(PrivacyProfile.Strict, options.Profile);
        Assert.Equal(SslProtocols.Tls12, options.MinimumVersion);
        Assert.Equal(TimeSpan.FromSeconds(5), options.HandshakeTimeout);
        Assert.Equal(128, new StreamTransportOptions().PaddingBlock);
    }
}
