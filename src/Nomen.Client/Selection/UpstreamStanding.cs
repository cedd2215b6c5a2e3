namespace Nomen.Client.Selection;

/// <summary>Whether an upstream can take a request at this moment.</summary>
internal enum UpstreamStanding
{
    /// <summary>It can.</summary>
    Available,

    /// <summary>Its breaker is open, or one request is on trial.</summary>
    Open,

    /// <summary>Its breaker is open, and a trial is due.</summary>
    TrialDue,

    /// <summary>As many requests are under way as are allowed.</summary>
    Full,

    /// <summary>It had as many requests in its interval as are allowed.</summary>
    OverBurst,

    /// <summary>It is being removed.</summary>
    Leaving,
}
