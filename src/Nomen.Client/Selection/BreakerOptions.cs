using Nomen.Dns.Transports;

namespace Nomen.Client.Selection;

/// <summary>When an upstream that keeps failing is left alone, and when it is tried again (RFC 9520 section 3.2).</summary>
/// <remarks>
/// Failures of transports and REFUSED count. SERVFAIL does not: it says something about a name, and whoever asks for broken names
/// must not be able to take an upstream away. Requests that lost to another upstream count neither way.
/// </remarks>
public sealed record BreakerOptions
{
    /// <summary>Failures in a row that open the breaker. Default 3; 1 to 1,000.</summary>
    public int ConsecutiveFailures
    {
        get;
        init => field = Limit.InRange(value, 1, 1_000);
    } = 3;

    /// <summary>Share of failures among the last <see cref="RatioWindow"/> results that opens the breaker. Default 0.5; 0.01 to 1.</summary>
    public double FailureRatio
    {
        get;
        init => field = Limit.InRange(value, 0.01, 1);
    } = 0.5;

    /// <summary>Results that <see cref="FailureRatio"/> looks at; fewer never open the breaker. Default 20; 2 to 64.</summary>
    public int RatioWindow
    {
        get;
        init => field = Limit.InRange(value, 2, 64);
    } = 20;

    /// <summary>Time that an open breaker keeps requests away before one is let through as a trial; doubled with every trial that fails. Default 5 s; 100 ms to 1 day; at most <see cref="MaxBackOff"/>. RFC 9520 section 3.2.</summary>
    /// <remarks>Trials run beside an ordinary request to another upstream, so that a dead server delays nobody.</remarks>
    public TimeSpan BackOff
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time between two trials. Default 300 s; 100 ms to 1 day; at least <see cref="BackOff"/>. RFC 9520 section 3.2.</summary>
    public TimeSpan MaxBackOff
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1));
    } = TimeSpan.FromSeconds(300);
}
