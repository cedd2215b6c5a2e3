using Nomen.Client.Services;

namespace Nomen.Cli;

/// <summary>What a command takes from the process: so that tests run commands inside their own process.</summary>
internal sealed record CommandContext
{
    /// <summary>Data, and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Diagnostics.</summary>
    public required TextWriter Errors { get; init; }

    /// <summary>For <c>-f -</c>.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>Whether <see cref="Output"/> is a terminal.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Environment variables.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>The system's resolver configuration.</summary>
    public string ResolvConfPath { get; init; } = Client.Stub.ResolvConf.SystemPath;

    /// <summary>Clock, chance, scheduler, log.</summary>
    public TransportServices Services { get; init; } = TransportServices.Default;
}
