namespace Nomen.Conformance.Reporting;

/// <summary>How a case ended.</summary>
internal enum CaseResult
{
    /// <summary>As it should be.</summary>
    Pass,

    /// <summary>Not as it should be.</summary>
    Fail,

    /// <summary>Not tried, for one of the reasons that the corpus allows.</summary>
    Skip,

    /// <summary>The peers themselves disagree: what we do, and why. Not counted.</summary>
    Info,
}
