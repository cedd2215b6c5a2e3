namespace Nomen.Cli.Tests.Query;

/// <summary>A command run inside the test's process, and what it printed.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record CommandRun(ExitCode ExitCode, string Output, string Errors)
{
    /// <summary>Lines of standard output.</summary>
    public string[] Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a command line.</summary>
    public static async Task<CommandRun> RunAsync(string line, string input = "", bool isTerminal = false, string? resolvConf = null, Dictionary<string, string>? environment = null)
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        using StringReader reader = new(input);
        CommandContext context = new()
        {
            Output = output,
            Errors = errors,
            Input = reader,
            IsTerminal = isTerminal,
            ResolvConfPath = resolvConf ?? Path.Combine(Path.GetTempPath(), "no-such-resolv.conf"),
            Environment = name => environment?.GetValueOrDefault(name),
        };
        ExitCode code = await NomenCommand.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), context, CancellationToken.None);
        return new CommandRun(code, output.ToString(), errors.ToString());
    }
}
