namespace Nomen.Client.Selection;

/// <summary>Which upstream a request goes to first: the part in which redundancy and load balancing differ.</summary>
internal interface IUpstreamOrder
{
    /// <summary>Sorts candidates, best first. They are all available.</summary>
    void Sort(Span<Candidate> candidates);
}
