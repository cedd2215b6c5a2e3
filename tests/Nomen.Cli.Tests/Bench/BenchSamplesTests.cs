using Nomen.Cli.Bench;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Tests.Bench;

public class BenchSamplesTests
{
    [Fact]
    public void Percentiles_are_by_nearest_rank_over_the_good_queries()
    {
        BenchSamples samples = new();
        for (int i = 100; i >= 1; i--)
        {
            samples.Add(TimeSpan.FromMilliseconds(i), i % 2 == 0 ? Rcode.NoError : Rcode.NxDomain);
        }

        samples.Add(TimeSpan.FromMilliseconds(5000), Rcode.ServFail);

        Assert.Equal([50, 90, 99, 100], new[] { 0.5, 0.9, 0.99, 1 }.Select(share => (int)samples.Percentile(share)!.Value.TotalMilliseconds));
        Assert.Equal(TimeSpan.FromMilliseconds(100), samples.First);
    }

    [Fact]
    public void Failures_are_counted_by_kind()
    {
        BenchSamples samples = new();
        samples.Add(TimeSpan.Zero, Rcode.Refused);
        samples.Add(new TransportError(TransportFailure.Timeout));
        samples.Add(new TransportError(TransportFailure.Timeout));

        Assert.Equal((3, 0), (samples.Asked, samples.Good));
        Assert.Equal([("REFUSED", 1), ("Timeout", 2)], samples.Failures.Select(f => (f.Key, f.Value)));
        Assert.Null(samples.Percentile(0.5));
    }
}
