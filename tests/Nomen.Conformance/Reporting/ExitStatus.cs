namespace Nomen.Conformance.Reporting;

/// <summary>What the program returns.</summary>
internal static class ExitStatus
{
    /// <summary>No case failed.</summary>
    public const int Passed = 0;

    /// <summary>Some case failed.</summary>
    public const int Failures = 1;

    /// <summary>The command line is wrong, or there is nothing to read.</summary>
    public const int Unusable = 2;
}
