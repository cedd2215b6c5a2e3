namespace Nomen.Client.Selection;

/// <summary>The upstream whose answer is expected first comes first; equals in the order in which they were added.</summary>
internal sealed class LowestLatencyOrder : IUpstreamOrder, IComparer<Candidate>
{
    /// <inheritdoc/>
    public void Sort(Span<Candidate> candidates) => candidates.Sort(this);

    /// <inheritdoc/>
    public int Compare(Candidate x, Candidate y)
    {
        int time = x.Look.Expected.CompareTo(y.Look.Expected);
        return time != 0 ? time : x.Index.CompareTo(y.Index);
    }
}
