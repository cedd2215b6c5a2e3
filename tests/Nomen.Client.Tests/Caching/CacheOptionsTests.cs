using Nomen.Client.Caching;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Caching;

/// <summary>Options out of range are refused where they are set.</summary>
public sealed class CacheOptionsTests
{
    public static TheoryData<Func<CacheTransportOptions>> OutOfRange => new(
        () => new CacheTransportOptions { MaxBytes = (64 << 10) - 1 },
        () => new CacheTransportOptions { MaxBytes = (64L << 30) + 1 },
        () => new CacheTransportOptions { MaxEntryBytes = 511 },
        () => new CacheTransportOptions { MaxEntryBytes = (128 << 10) + 1 },
        () => new CacheTransportOptions { MaxTtl = TimeSpan.FromMilliseconds(999) },
        () => new CacheTransportOptions { MaxTtl = TimeSpan.FromSeconds(604_801) },
        () => new CacheTransportOptions { MaxNegativeTtl = TimeSpan.Zero },
        () => new CacheTransportOptions { MaxNegativeTtl = TimeSpan.FromSeconds(86_401) },
        () => new CacheTransportOptions { FailureTtl = TimeSpan.Zero },
        () => new CacheTransportOptions { FailureTtl = TimeSpan.FromSeconds(301) },
        () => new CacheTransportOptions { MaxFailureTtl = TimeSpan.Zero },
        () => new CacheTransportOptions { MaxFailureTtl = TimeSpan.FromSeconds(301) },
        () => new CacheTransportOptions { Upstream = (DnssecUpstream)2 },
        () => new CacheTransportOptions { NxDomainCut = (NxDomainCut)3 },
        () => new CacheTransportOptions { Timeout = TimeSpan.Zero },
        () => new CacheTransportOptions { Timeout = TimeSpan.FromSeconds(601) },
        () => new CacheTransportOptions { MaxRefreshes = 0 },
        () => new CacheTransportOptions { MaxRefreshes = 10_001 });

    public static TheoryData<Func<object>> PartsOutOfRange => new(
        () => new ServeStaleOptions { MaxStale = TimeSpan.FromMilliseconds(999) },
        () => new ServeStaleOptions { MaxStale = TimeSpan.FromSeconds((3 * 86_400) + 1) },
        () => new ServeStaleOptions { ClientWait = TimeSpan.FromTicks(-1) },
        () => new ServeStaleOptions { ClientWait = TimeSpan.FromSeconds(10.1) },
        () => new ServeStaleOptions { FailureRecheck = TimeSpan.FromMilliseconds(999) },
        () => new ServeStaleOptions { FailureRecheck = TimeSpan.FromSeconds(301) },
        () => new ServeStaleOptions { Ttl = TimeSpan.FromMilliseconds(999) },
        () => new ServeStaleOptions { Ttl = TimeSpan.FromSeconds(301) },
        () => new PrefetchOptions { WhenRemainingBelow = 0.009 },
        () => new PrefetchOptions { WhenRemainingBelow = 0.51 },
        () => new PrefetchOptions { WhenRemainingBelow = double.NaN },
        () => new PrefetchOptions { MinHits = 0 },
        () => new PrefetchOptions { MinHits = 64 },
        () => new PrefetchOptions { KeepWarm = [new DnsQuestion(DomainName.Root, DnsType.ANY)] },
        () => new PrefetchOptions { KeepWarm = [new DnsQuestion(DomainName.Root, DnsType.A, DnsClass.CH)] },
        () => new PrefetchOptions { KeepWarm = [.. Enumerable.Repeat(new DnsQuestion(DomainName.Root, DnsType.A), PrefetchOptions.MaxKeepWarm + 1)] });

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Out_of_range_throws(Func<CacheTransportOptions> make) => Assert.Throws<ArgumentOutOfRangeException>(make);

    [Theory]
    [MemberData(nameof(PartsOutOfRange))]
    public void Out_of_range_throws_in_the_parts_as_well(Func<object> make) => Assert.Throws<ArgumentOutOfRangeException>(make);

    [Fact]
    public void The_defaults_of_the_parts_are_those_of_the_page()
    {
        ServeStaleOptions stale = new();
        PrefetchOptions prefetch = new();

        Assert.Equal((86_400, 1.8), (stale.MaxStale.TotalSeconds, stale.ClientWait.TotalSeconds));
        Assert.Equal((30, 30), (stale.FailureRecheck.TotalSeconds, stale.Ttl.TotalSeconds));
        Assert.Equal((0.10, 2, true), (prefetch.WhenRemainingBelow, prefetch.MinHits, prefetch.KeepWarm.IsEmpty));
    }

    [Fact]
    public void The_defaults_are_those_of_the_page()
    {
        CacheTransportOptions options = new();

        Assert.Equal(64L << 20, options.MaxBytes);
        Assert.Equal((86_400, 3600), (options.MaxTtl.TotalSeconds, options.MaxNegativeTtl.TotalSeconds));
        Assert.Equal((5, 300), (options.FailureTtl.TotalSeconds, options.MaxFailureTtl.TotalSeconds));
        Assert.Equal((DnssecUpstream.AsAsked, NxDomainCut.WhenSecure), (options.Upstream, options.NxDomainCut));
        Assert.Equal((null, null, 64), (options.ServeStale, options.Prefetch, options.MaxRefreshes));
    }
}
