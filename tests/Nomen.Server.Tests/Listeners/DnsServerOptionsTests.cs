using Nomen.Server.Cookies;
using Nomen.Server.Listeners;

namespace Nomen.Server.Tests.Listeners;

/// <summary>An option out of its range throws where it is set.</summary>
public sealed class DnsServerOptionsTests
{
    public static TheoryData<Func<object>> OutOfRange =>
    [
        () => new DnsServerOptions { MaxUdpPayload = 511 },
        () => new DnsServerOptions { MaxUdpPayload = 65_536 },
        () => new DnsServerOptions { UdpThreads = 0 },
        () => new DnsServerOptions { UdpThreads = 65 },
        () => new DnsServerOptions { UdpReceiveBuffer = 4095 },
        () => new DnsServerOptions { UdpReceiveBuffer = (64 << 20) + 1 },
        () => new DnsServerOptions { QueryTimeout = TimeSpan.FromMilliseconds(9) },
        () => new DnsServerOptions { QueryTimeout = TimeSpan.FromMinutes(11) },
        () => new DnsServerOptions { MaxQueriesInFlight = 0 },
        () => new DnsServerOptions { MaxQueriesInFlight = 1_000_001 },
        () => new DnsServerOptions { Identity = new string('i', 256) },
        () => new DnsServerOptions { Version = new string('é', 128) },
        () => new DnsServerOptions { DrainTimeout = TimeSpan.FromTicks(-1) },
        () => new DnsServerOptions { DrainTimeout = TimeSpan.FromSeconds(61) },
        () => new ConnectionOptions { MaxConnections = 0 },
        () => new ConnectionOptions { MaxConnections = 100_001 },
        () => new ConnectionOptions { MaxConnectionsPerAddress = 0 },
        () => new ConnectionOptions { MaxConnectionsPerAddress = 100_001 },
        () => new ConnectionOptions { IdleTimeout = TimeSpan.FromMilliseconds(199) },
        () => new ConnectionOptions { IdleTimeout = TimeSpan.FromMinutes(11) },
        () => new ConnectionOptions { QueryReadTimeout = TimeSpan.FromMilliseconds(99) },
        () => new ConnectionOptions { QueryReadTimeout = TimeSpan.FromSeconds(61) },
        () => new ConnectionOptions { WriteQueue = -1 },
        () => new ConnectionOptions { WriteQueue = (16 << 20) + 1 },
        () => new ConnectionOptions { MaxPipelined = 0 },
        () => new ConnectionOptions { MaxPipelined = 10_001 },
        () => new ServerCookieOptions { RotationPeriod = TimeSpan.FromMinutes(59) },
        () => new ServerCookieOptions { RotationPeriod = TimeSpan.FromDays(37) },
        () => new ServerCookieOptions { Secrets = [new byte[15]] },
        () => new ServerCookieOptions { Secrets = [new byte[16], new byte[16], new byte[16], new byte[16]] },
    ];

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_is_refused(Func<object> set)
    {
        ArgumentNullException.ThrowIfNull(set);

        Assert.Throws<ArgumentOutOfRangeException>(set);
    }
}
