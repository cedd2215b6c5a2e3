using Nomen.Client.Selection;

namespace Nomen.Client.Tests.Selection;

/// <summary>Mean and spread of an upstream's response times.</summary>
public sealed class ResponseTimeEstimateTests
{
    [Fact]
    [Rfc(6298, "2.2")]
    public void The_first_sample_is_the_mean_and_half_of_it_the_spread()
    {
        ResponseTimeEstimate time = new(300);

        time.Sample(40);

        Assert.Equal((40, 20, 100), (time.Mean, time.Deviation, time.Expected));
    }

    [Fact]
    public void Equal_samples_narrow_the_spread()
    {
        ResponseTimeEstimate time = new(300);
        for (int i = 0; i < 200; i++)
        {
            time.Sample(40);
        }

        Assert.Equal(40, time.Mean);
        Assert.InRange(time.Expected, 40, 40.1);
    }

    [Fact]
    public void A_step_is_followed_within_some_twenty_samples()
    {
        ResponseTimeEstimate time = new(300);
        time.Sample(20);
        for (int i = 0; i < 24; i++)
        {
            time.Sample(100);
        }

        Assert.InRange(time.Mean, 95, 100);
    }

    [Fact]
    public void A_lower_bound_below_the_mean_says_nothing()
    {
        ResponseTimeEstimate time = new(300);

        time.SampleAtLeast(299);

        Assert.Equal((300, true, false), (time.Mean, time.IsTried, time.IsKnown));
    }

    [Fact]
    public void A_lower_bound_above_the_mean_raises_it()
    {
        ResponseTimeEstimate unknown = new(300);
        ResponseTimeEstimate known = new(300);
        known.Sample(40);

        unknown.SampleAtLeast(500);
        known.SampleAtLeast(80);

        Assert.Equal((500, 45), (unknown.Mean, known.Mean));
    }
}
