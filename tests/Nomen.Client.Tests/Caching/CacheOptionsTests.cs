using Nomen.Client.Caching;

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
        () => new CacheTransportOptions { Timeout = TimeSpan.FromSeconds(601) });

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Out_of_range_throws(Func<CacheTransportOptions> make) => Assert.Throws<ArgumentOutOfRangeException>(make);

    [Fact]
    public void The_defaults_are_those_of_the_page()
    {
        CacheTransportOptions options = new();

        Assert.Equal(64L << 20, options.MaxBytes);
        Assert.Equal((86_400, 3600), (options.MaxTtl.TotalSeconds, options.MaxNegativeTtl.TotalSeconds));
        Assert.Equal((5, 300), (options.FailureTtl.TotalSeconds, options.MaxFailureTtl.TotalSeconds));
        Assert.Equal((DnssecUpstream.AsAsked, NxDomainCut.WhenSecure), (options.Upstream, options.NxDomainCut));
    }
}
