using Nomen.Cli.Tests.Query;

namespace Nomen.Cli.Tests;

/// <summary>What a user, a file system or a pipe can do wrong ends in a line and an exit code, never in a stack trace.</summary>
public sealed class NomenCommandTests
{
    [Fact]
    public async Task An_output_that_takes_nothing_is_told()
    {
        using FullWriter output = new();
        using StringWriter errors = new();
        using StringReader input = new(string.Empty);
        CommandContext context = new() { Output = output, Errors = errors, Input = input, IsTerminal = false };

        ExitCode code = await NomenCommand.RunAsync(["version"], context, CancellationToken.None);

        Assert.Equal(ExitCode.Internal, code);
        Assert.Equal("nomen: no room" + Environment.NewLine, errors.ToString());
    }

    [Fact]
    public async Task With_standard_error_closed_the_exit_code_still_tells()
    {
        using StringWriter output = new();
        using ClosedWriter errors = new();
        CommandContext context = new() { Output = output, Errors = errors };

        ExitCode code = await NomenCommand.RunAsync(["+bad"], context, CancellationToken.None);

        Assert.Equal(ExitCode.Usage, code);
    }

    [Fact]
    public async Task An_error_shows_no_control_characters_of_the_batch_file()
    {
        CommandRun run = await CommandRun.RunAsync("-f - @127.0.0.1", input: "a..\e[31m\u009b");

        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.DoesNotContain(run.Errors.TrimEnd(), char.IsControl);
    }

    [Fact]
    public async Task A_mistyped_option_of_our_own_gets_the_nearest()
    {
        CommandRun run = await CommandRun.RunAsync("--formt json");

        Assert.Equal("nomen: unknown flag '--formt'; did you mean '--format'?" + Environment.NewLine, run.Errors);
    }

    /// <summary>What the console's writer does when its file descriptor is closed.</summary>
    private sealed class ClosedWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new UnauthorizedAccessException("closed");
    }

    /// <summary>A full disk: takes text into its buffer, and fails when that is written.</summary>
    private sealed class FullWriter : StringWriter
    {
        public override Task FlushAsync(CancellationToken cancellationToken) => throw new IOException("no room");
    }
}
