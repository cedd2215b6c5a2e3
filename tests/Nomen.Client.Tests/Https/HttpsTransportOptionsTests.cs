using System.Collections.Immutable;
using System.Net;
using Nomen.Client.Https;

namespace Nomen.Client.Tests.Https;

public sealed class HttpsTransportOptionsTests
{
    public static TheoryData<Func<object>> OutOfRange =>
    [
        () => new HttpsTransportOptions { Method = (DohMethod)2 },
        () => new HttpsTransportOptions { Version = new Version(1, 0) },
        () => new HttpsTransportOptions { VersionPolicy = (HttpVersionPolicy)9 },
        () => new HttpsTransportOptions { Timeout = TimeSpan.Zero },
        () => new HttpsTransportOptions { Timeout = TimeSpan.FromSeconds(601) },
        () => new HttpsTransportOptions { MaxConcurrentRequests = 0 },
        () => new HttpsTransportOptions { MaxConcurrentRequests = 32_769 },
        () => new HttpsTransportOptions { QueueLimit = -1 },
        () => new HttpsTransportOptions { QueueLimit = 10_001 },
        () => new HttpsTransportOptions { PaddingBlock = -1 },
        () => new HttpsTransportOptions { PaddingBlock = 4_097 },
        () => new HttpsTransportOptions { MaxResponseLength = 511 },
        () => new HttpsTransportOptions { MaxResponseLength = 65_536 },
        () => new HttpsTransportOptions { MaxRedirects = -1 },
        () => new HttpsTransportOptions { MaxRedirects = 11 },
        () => new HttpsConnectionOptions { AttemptDelay = TimeSpan.FromMilliseconds(9) },
        () => new HttpsConnectionOptions { ConnectTimeout = TimeSpan.FromMilliseconds(9) },
        () => new HttpsConnectionOptions { ConnectTimeout = TimeSpan.FromSeconds(61) },
        () => new HttpsConnectionOptions { KeepAlivePingDelay = TimeSpan.FromMilliseconds(999) },
        () => new HttpsConnectionOptions { KeepAlivePingTimeout = TimeSpan.FromMilliseconds(999) },
        () => new HttpsConnectionOptions { IdleTimeout = TimeSpan.FromMilliseconds(999) },
        () => new HttpsConnectionOptions { IdleTimeout = TimeSpan.FromSeconds(3601) },
        () => new HttpsConnectionOptions { MaxHttp11Connections = 0 },
        () => new HttpsConnectionOptions { MaxHttp11Connections = 1_001 },
    ];

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_throws_where_it_is_set(Func<object> set)
    {
        Assert.Throws<ArgumentOutOfRangeException>(set);
    }

    [Fact]
    public void Defaults_are_those_of_the_documentation()
    {
        HttpsTransportOptions options = new();
        HttpsConnectionOptions connection = new();

        Assert.Equal((DohMethod.Get, HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower), (options.Method, options.Version, options.VersionPolicy));
        Assert.Equal((5, 100, 1_000, 128, 65_535, 3), (options.Timeout.TotalSeconds, options.MaxConcurrentRequests, options.QueueLimit, options.PaddingBlock, options.MaxResponseLength, options.MaxRedirects));
        Assert.Equal((0.25, 4, 2, 3, 60), (connection.AttemptDelay.TotalSeconds, connection.ConnectTimeout.TotalSeconds, connection.KeepAlivePingDelay.TotalSeconds, connection.KeepAlivePingTimeout.TotalSeconds, connection.IdleTimeout.TotalSeconds));
        Assert.Equal((false, 4, null, ImmutableArray<IPAddress>.Empty), (connection.EnableMultipleHttp2Connections, connection.MaxHttp11Connections, connection.Proxy, connection.Addresses));
        Assert.Empty(connection.TrustedRoots);
        Assert.Empty(connection.Pins);
    }
}
