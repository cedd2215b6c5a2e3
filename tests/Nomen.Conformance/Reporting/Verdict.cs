namespace Nomen.Conformance.Reporting;

/// <summary>How a case ended, and why.</summary>
/// <param name="Result">How.</param>
/// <param name="Reason">Why; empty for a pass.</param>
internal readonly record struct Verdict(CaseResult Result, string Reason)
{
    public static Verdict Pass { get; } = new(CaseResult.Pass, string.Empty);

    public static Verdict Fail(string reason) => new(CaseResult.Fail, reason);

    public static Verdict Skip(string reason) => new(CaseResult.Skip, reason);

    public static Verdict Info(string reason) => new(CaseResult.Info, reason);

    /// <summary>A pass when there is nothing wrong.</summary>
    public static Verdict Unless(string? wrong) => wrong is null ? Pass : Fail(wrong);
}
