namespace Nomen.Client.Selection;

/// <summary>The upstream whose answer is expected first comes first; equals in the order in which they were added.</summary>
internal sealed class LowestLatencyOrder : IUpstreamOrder
{
    // Made once: sorting with a comparer would make a delegate each time.
    private static readonly Comparison<Candidate> ByTime = Compare;

    /// <inheritdoc/>
    public void Sort(Span<Candidate> candidates) => candidates.Sort(ByTime);

    private static int Compare(Candidate x, Candidate y)
    {
        int time = x.Look.Expected.CompareTo(y.Look.Expected);
        return time != 0 ? time : x.Index.CompareTo(y.Index);
    }
}
