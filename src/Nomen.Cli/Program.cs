using Nomen.Cli;

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C ends the work in order; a second one ends the process.
    pressed.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};

using StreamWriter output = new(Console.OpenStandardOutput(), leaveOpen: true) { AutoFlush = !Console.IsOutputRedirected };
CommandContext context = new()
{
    Output = output,
    Errors = Console.Error,
    Input = Console.In,
    IsTerminal = !Console.IsOutputRedirected,
};

return (int)await NomenCommand.RunAsync(args, context, stop.Token);
