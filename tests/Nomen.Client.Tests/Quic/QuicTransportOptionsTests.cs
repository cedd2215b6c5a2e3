using System.Net;
using System.Net.Quic;
using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Quic;
using Nomen.Client.Tests.Https;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Quic;

public sealed class QuicTransportOptionsTests
{
    private static readonly IPEndPoint Server = IPEndPoint.Parse("192.0.2.1:853");

    public static TheoryData<Func<object>> OutOfRange =>
    [
        () => new QuicTransportOptions { Timeout = TimeSpan.Zero },
        () => new QuicTransportOptions { Timeout = TimeSpan.FromSeconds(601) },
        () => new QuicTransportOptions { TransferTimeout = TimeSpan.Zero },
        () => new QuicTransportOptions { ConnectTimeout = TimeSpan.FromMilliseconds(9) },
        () => new QuicTransportOptions { IdleTimeout = TimeSpan.FromMilliseconds(999) },
        () => new QuicTransportOptions { MaxConcurrentRequests = 0 },
        () => new QuicTransportOptions { QueueLimit = -1 },
        () => new QuicTransportOptions { PaddingBlock = 4_097 },
    ];

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_throws_where_it_is_set(Func<object> set)
    {
        Assert.Throws<ArgumentOutOfRangeException>(set);
    }

    [Fact]
    [Knob(typeof(QuicTransportOptions), nameof(QuicTransportOptions.ServerName))]
    [Knob(typeof(QuicTransportOptions), nameof(QuicTransportOptions.ConnectTimeout))]
    [Knob(typeof(QuicTransportOptions), nameof(QuicTransportOptions.IdleTimeout))]
    [Knob(typeof(QuicTransportOptions), nameof(QuicTransportOptions.TrustedRoots))]
    public void Settings_of_connections_are_the_platforms_set_to_our_values()
    {
        QuicTransportOptions options = new()
        {
            ServerName = "dns.test",
            ConnectTimeout = TimeSpan.FromSeconds(7),
            IdleTimeout = TimeSpan.FromSeconds(8),
            TrustedRoots = [DohCertificate.Authority],
        };

        QuicClientConnectionOptions set = new SystemQuicConnector(Server, options).ConnectionOptions();

        Assert.Equal((7, 8), (set.HandshakeTimeout.TotalSeconds, set.IdleTimeout.TotalSeconds));
        Assert.Equal("dns.test", set.ClientAuthenticationOptions.TargetHost);
        Assert.Equal(X509ChainTrustMode.CustomRootTrust, set.ClientAuthenticationOptions.CertificateChainPolicy!.TrustMode);
        Assert.Equal([DohCertificate.Authority], set.ClientAuthenticationOptions.CertificateChainPolicy.CustomTrustStore);
    }

    [Fact]
    [Rfc(9250, "4.1.1")]
    public void ALPN_is_doq_and_without_a_name_the_address_counts()
    {
        QuicClientConnectionOptions set = new SystemQuicConnector(Server, new QuicTransportOptions()).ConnectionOptions();

        Assert.Equal("doq", Assert.Single(set.ClientAuthenticationOptions.ApplicationProtocols!).ToString());
        Assert.Equal("192.0.2.1", set.ClientAuthenticationOptions.TargetHost);
        Assert.Equal((0, 0), (set.MaxInboundBidirectionalStreams, set.MaxInboundUnidirectionalStreams));
    }
}
