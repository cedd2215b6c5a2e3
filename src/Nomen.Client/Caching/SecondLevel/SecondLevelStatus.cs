namespace Nomen.Client.Caching.SecondLevel;

/// <summary>How a look-up in a second level ended.</summary>
public enum SecondLevelStatus
{
    /// <summary>There is no value.</summary>
    Missing,

    /// <summary>There is a value.</summary>
    Found,

    /// <summary>There is one, and it is none that may be used: of another form, or without the right signature.</summary>
    Rejected,

    /// <summary>The store did not answer, or not in time.</summary>
    Failed,

    /// <summary>The store was not asked, since it failed a moment ago or is busy.</summary>
    Skipped,
}
