using System.Collections.Immutable;

namespace Nomen.Conformance.Scenarios;

/// <summary>One file: a client and the name servers of a small internet, step by step, against one resolver or client.</summary>
internal sealed record Scenario
{
    /// <summary>Whose rules it follows.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>First line in plain words.</summary>
    public required string Title { get; init; }

    /// <summary>The configuration block's lines as written, comment lines and files taken out. Indentation counts in one dialect.</summary>
    public ImmutableArray<string> Config { get; init; } = [];

    /// <summary>Files that the configuration brings along.</summary>
    public ImmutableArray<ScenarioFile> Files { get; init; } = [];

    /// <summary>The mock network.</summary>
    public ImmutableArray<ScenarioRange> Ranges { get; init; } = [];

    /// <summary>What happens, in order.</summary>
    public ImmutableArray<ScenarioStep> Steps { get; init; } = [];

    /// <summary>Whether the file looks at, or steers, the inside of the device: then the order of records counts too.</summary>
    public bool IsSpecific => Steps.Any(step => step.Kind is StepKind.CheckOutQuery or StepKind.Reply or StepKind.Timeout or StepKind.Error
        or StepKind.InfraRtt or StepKind.CheckAutotrust or StepKind.CheckTempfile or StepKind.FlushMessage or StepKind.ExpireMessage);
}
