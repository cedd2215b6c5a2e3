using System.Globalization;
using Nomen.Cli.Arguments;
using Nomen.Client.Services;

namespace Nomen.Cli.Playground;

/// <summary><c>nomen playground</c>: a name server inside the process, asked over real sockets on loopback. Needs no network.</summary>
internal static class PlaygroundCommand
{
    private const string Serve = "--serve";

    /// <summary>Runs the command line behind the verb.</summary>
    /// <exception cref="UsageException">An argument that is none.</exception>
    public static async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments, CommandContext context, CancellationToken cancellationToken)
    {
        string? unknown = arguments.FirstOrDefault(argument => argument != Serve);
        if (unknown is not null)
        {
            throw new UsageException($"playground takes {Serve} and nothing else, not '{unknown}'");
        }

        return await RunAsync(context.Output, context.Services, serves: arguments.Count > 0, cancellationToken);
    }

    /// <summary>Takes the tour; then, if told so, goes on serving until it is cancelled.</summary>
    /// <returns><see cref="ExitCode.Ok"/> when every step gave what it should.</returns>
    public static async Task<ExitCode> RunAsync(TextWriter output, TransportServices services, bool serves, CancellationToken cancellationToken)
    {
        await using PlaygroundServer server = await PlaygroundServer.StartAsync(services);
        string zones = string.Join(" and ", server.Zones.Select(zone => zone.Apex));
        output.WriteLine($"A name server for {zones} listens inside this process, at udp+tcp://{server.EndPoint}.");

        await using PlaygroundClients clients = new(server.EndPoint, services);
        bool isGood = await new PlaygroundTour(server, clients, services.TimeProvider, output).RunAsync(cancellationToken);
        if (serves)
        {
            await ServeAsync(output, server, cancellationToken);
        }

        return isGood ? ExitCode.Ok : ExitCode.Internal;
    }

    private static async Task ServeAsync(TextWriter output, PlaygroundServer server, CancellationToken cancellationToken)
    {
        string port = server.EndPoint.Port.ToString(CultureInfo.InvariantCulture);
        output.WriteLine();
        output.WriteLine("The server goes on. From another terminal:");
        output.WriteLine();
        foreach (string question in (string[])["www.example. A", "example. MX", "large.example. TXT +short", "nowhere.example.", "example. SOA +tcp", "version.bind. TXT CH"])
        {
            output.WriteLine($"  nomen @{server.EndPoint.Address} -p {port} {question}");
        }

        output.WriteLine($"  dig @{server.EndPoint.Address} -p {port} www.child.example. A +norec");
        output.WriteLine();
        output.WriteLine("Ctrl-C ends it.");
        await output.FlushAsync(cancellationToken);

        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(ended.SetResult))
        {
            await ended.Task;
        }
    }
}
