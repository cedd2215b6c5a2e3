namespace Nomen.Server.Listeners;

/// <summary>What became of a client's message: a response of so many octets, an answer to come, a transfer to run, or (default) silence.</summary>
internal readonly record struct QueryOutcome
{
    public QueryOutcome(int length) => Length = length;

    public QueryOutcome(PendingQuery pending) => Pending = pending;

    public QueryOutcome(PendingTransfer transfer) => Transfer = transfer;

    /// <summary>Length of the response that was written; 0 for none.</summary>
    public int Length { get; }

    /// <summary>The query whose answer comes later.</summary>
    public PendingQuery? Pending { get; }

    /// <summary>The transfer to run; never over UDP.</summary>
    public PendingTransfer? Transfer { get; }
}
