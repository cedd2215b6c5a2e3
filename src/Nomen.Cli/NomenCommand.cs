using Nomen.Cli.Arguments;
using Nomen.Cli.Bench;
using Nomen.Cli.Capabilities;
using Nomen.Cli.Diff;
using Nomen.Cli.Formats;
using Nomen.Cli.Playground;
using Nomen.Cli.Query;
using Nomen.Cli.Transfers;
using Nomen.Cli.Updates;
using Nomen.Dns.Errors;

namespace Nomen.Cli;

/// <summary>The command <c>nomen</c>: finds the verb and runs it. A bare first argument means <c>query</c>.</summary>
internal static class NomenCommand
{
    /// <summary>Verbs, with one line of help each.</summary>
    public static readonly (string Name, string Help)[] Verbs =
    [
        ("query", "ask servers a question (the default verb)"),
        ("transfer", "fetch a zone, or what changed in it (ZONE @SERVER, --ixfr SERIAL, --to-zone FILE, --digest)"),
        ("update", "change zones by a script in nsupdate's language, from a file or standard input (@SERVER, FILE)"),
        ("notify", "tell secondary servers that a zone has changed (ZONE @SERVER ..., --serial N)"),
        ("diff", "ask several servers the same, and tell where their answers differ (--ttl: TTLs count too)"),
        ("bench", "latency and success over servers and transports (--count, --concurrency, --transports, --unique)"),
        ("capabilities", "which transports and algorithms work on this machine, and why not"),
        ("playground", "a name server in the process, and a tour of its answers; needs no network (--serve: keep it running)"),
        ("help", "this text"),
        ("version", "the version"),
    ];

    /// <summary>Runs a command line; never throws for what a user or a network can do.</summary>
    public static async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments, CommandContext context, CancellationToken cancellationToken)
    {
        ExitCode code = await TryAsync(() => DispatchAsync(arguments, context, cancellationToken), context, cancellationToken);
        ExitCode flushed = await TryAsync(() => FlushAsync(context), context, CancellationToken.None);
        return flushed == ExitCode.Ok ? code : flushed;
    }

    private static async Task<ExitCode> FlushAsync(CommandContext context)
    {
        await context.Output.FlushAsync(CancellationToken.None);
        return ExitCode.Ok;
    }

    private static async Task<ExitCode> TryAsync(Func<Task<ExitCode>> work, CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await work();
        }
        catch (UsageException exception)
        {
            return Tell(exception, ExitCode.Usage);
        }
        catch (BatchFileException exception)
        {
            return Tell(exception, ExitCode.BatchFile);
        }
        catch (DnsTransportException exception)
        {
            // A server's name that nobody could look up; what servers themselves fail at is told where they are asked.
            return Tell(exception, ExitCode.NoReply);
        }
        catch (TsigException exception)
        {
            return Tell(exception, ExitCode.TransferFailed);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Tell(new OperationCanceledException("interrupted"), ExitCode.NoReply);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // resolv.conf may not be read, or the output is closed or has no room.
            return Tell(exception, ExitCode.Internal);
        }

        ExitCode Tell(Exception exception, ExitCode code)
        {
            try
            {
                // A message may quote a batch file or a zone of others.
                context.Errors.WriteLine($"nomen: {TerminalText.Printable(exception.Message)}");
            }
            catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
            {
                // Standard error is closed: the exit code is all that can still be told.
            }

            return code;
        }
    }

    private static async Task<ExitCode> DispatchAsync(IReadOnlyList<string> arguments, CommandContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> rest = [.. arguments.Skip(1)];
        switch (arguments.Count > 0 ? arguments[0] : string.Empty)
        {
            case "query":
                return await QueryCommand.RunAsync(rest, context, cancellationToken);
            case "transfer" or "xfr":
                return await TransferCommand.RunAsync(rest, context, cancellationToken);
            case "update":
                return await UpdateCommand.RunAsync(rest, context, cancellationToken);
            case "notify":
                return await NotifyCommand.RunAsync(rest, context, cancellationToken);
            case "diff":
                return await DiffCommand.RunAsync(rest, context, cancellationToken);
            case "bench":
                return await BenchCommand.RunAsync(rest, context, cancellationToken);
            case "capabilities":
                return await CapabilitiesCommand.RunAsync(rest, context, cancellationToken);
            case "playground":
                return await PlaygroundCommand.RunAsync(rest, context, cancellationToken);
            case "help" or "--help" or "-h":
                HelpText.Write(context.Output);
                return ExitCode.Ok;
            case "version" or "--version" or "-v":
                context.Output.WriteLine($"nomen {Versions.Product}");
                return ExitCode.Ok;
            default:
                return await QueryCommand.RunAsync(arguments, context, cancellationToken);
        }
    }
}
