namespace Nomen.Client.Selection;

/// <summary>Whether an upstream gets requests.</summary>
public enum BreakerState
{
    /// <summary>It does. Entered at the start, and when a request succeeds.</summary>
    Closed,

    /// <summary>It does not, unless no other upstream is left. Entered after too many failures, or a trial that failed; left when the back-off has passed and a request comes.</summary>
    Open,

    /// <summary>One request is on trial with it. Entered from <see cref="Open"/>; left with the trial's result.</summary>
    HalfOpen,
}
