namespace Nomen.Client.Selection;

/// <summary>
/// 1. Split in fast upstreams, whose expected time is within a factor of the lowest, and slow ones. 2. Among the fast, the
/// shortest queue for its weight comes first, then the lowest expected time. 3. The slow ones come last, by their time.
/// </summary>
/// <remarks>The queue is counted with the request that is looking for a place: so weights hold from the first request on. An upstream that was never tried counts as fast.</remarks>
internal sealed class BalancedOrder(double slowFactor) : IUpstreamOrder
{
    // Made once: sorting with a comparer would make a delegate each time.
    private static readonly Comparison<Candidate> ByLoad = Compare;

    /// <inheritdoc/>
    public void Sort(Span<Candidate> candidates)
    {
        double lowest = double.MaxValue;
        foreach (Candidate candidate in candidates)
        {
            lowest = Math.Min(lowest, candidate.Look.Expected);
        }

        foreach (ref Candidate candidate in candidates)
        {
            candidate.IsSlow = candidate.Look.IsTried && candidate.Look.Expected > lowest * slowFactor;
        }

        candidates.Sort(ByLoad);
    }

    private static int Compare(Candidate x, Candidate y)
    {
        int order = x.IsSlow.CompareTo(y.IsSlow);
        if (order == 0 && !x.IsSlow)
        {
            // Queue over weight, without the division.
            order = ((x.Look.Outstanding + 1L) * y.Member.Upstream.Weight).CompareTo((y.Look.Outstanding + 1L) * x.Member.Upstream.Weight);
        }

        order = order != 0 ? order : x.Look.Expected.CompareTo(y.Look.Expected);
        return order != 0 ? order : x.Index.CompareTo(y.Index);
    }
}
