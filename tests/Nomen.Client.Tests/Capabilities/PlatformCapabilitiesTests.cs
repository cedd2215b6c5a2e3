using System.Net.Quic;
using Nomen.Client.Capabilities;

namespace Nomen.Client.Tests.Capabilities;

public sealed class PlatformCapabilitiesTests
{
    [Fact]
    public async Task What_the_other_tests_need_works()
    {
        var found = await FindAsync();

        Assert.All((string[])["IPv4", "UDP", "TCP", "TLS 1.2", "TLS 1.3", "HTTPS (HTTP/2)", "HMAC-SHA256", "ECDSA P-256"], name => Assert.True(found[name].Works, found[name].ToString()));
    }

    [Fact]
    public async Task What_does_not_work_says_why()
    {
        var found = await FindAsync();

        Assert.All(found.Values, capability => Assert.Equal(capability.Works, capability.Detail is null));
    }

    [Fact]
    public async Task QUIC_is_there_when_the_platform_says_so()
    {
        var found = await FindAsync();

        Assert.Equal(QuicConnection.IsSupported, found["QUIC"].Works);
        Assert.Equal(QuicConnection.IsSupported, found["HTTPS (HTTP/3)"].Works);
        Assert.True(QuicConnection.IsSupported || found["QUIC"].Detail!.Contains("libmsquic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_probe_ends()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PlatformCapabilities.ProbeAsync(new CancellationToken(canceled: true)));
    }

    private static async Task<Dictionary<string, PlatformCapability>> FindAsync() =>
        (await PlatformCapabilities.ProbeAsync()).ToDictionary(capability => capability.Name, StringComparer.Ordinal);
}
