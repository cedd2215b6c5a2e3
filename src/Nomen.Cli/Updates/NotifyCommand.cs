using System.Collections.Immutable;
using System.Globalization;
using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;
using Nomen.Cli.Servers;
using Nomen.Client.Stub;
using Nomen.Client.Updates;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Updates;

/// <summary><c>nomen notify ZONE @server ... [--serial N]</c>: tells secondary servers that a zone has changed (RFC 1996).</summary>
internal static class NotifyCommand
{
    /// <summary>Runs the verb: 0 all servers took it, 5 some refused, 9 some did not answer.</summary>
    /// <exception cref="UsageException">The words cannot be understood.</exception>
    public static async Task<ExitCode> RunAsync(IReadOnlyList<string> words, CommandContext context, CancellationToken cancellationToken)
    {
        VerbOptions options = new(words);
        string? serial = options.TakeValue("serial");
        QueryArguments arguments = ArgumentParser.Parse(options.Rest);
        DnsQuestion[] zones = ZoneWords.Of(arguments, options.Rest);
        if (zones.Length != 1 || arguments.Servers.IsEmpty)
        {
            throw new UsageException("'notify' takes one zone and one server or more, as in 'nomen notify example.com @192.0.2.1'");
        }

        DnsRequest request = Notify.Request(zones[0].Name, serial is null ? null : Hint(serial), zones[0].Class);
        await using UpstreamTransports transports = new(arguments, context.Services);
        ServerFinder finder = new(arguments, ResolvConf.Load(context.ResolvConfPath), transports);
        ExitCode code = ExitCode.Ok;
        foreach (ServerWord word in arguments.Servers)
        {
            ExitCode one = await NotifyAsync(word, request, finder, transports, context, cancellationToken);
            code = one > code ? one : code;
        }

        return code;
    }

    private static async Task<ExitCode> NotifyAsync(ServerWord word, DnsRequest request, ServerFinder finder, UpstreamTransports transports, CommandContext context, CancellationToken cancellationToken)
    {
        TransportError error = new(TransportFailure.NoUpstream);
        ImmutableArray<UpstreamServer> servers = await finder.FindAsync(word, cancellationToken);
        foreach (UpstreamServer server in servers)
        {
            QueryResult result = await QueryResult.AskAsync(transports.For(server, null), request, cancellationToken);
            if (result.Response is { } response)
            {
                context.Output.WriteLine($"{request.Question!.Value.Name} @{server.Name}: {DigWords.Rcode(response.Rcode)}");
                return response.Rcode == Rcode.NoError ? ExitCode.Ok : ExitCode.Refused;
            }

            error = result.Error!;
        }

        context.Errors.WriteLine($";; {error}");
        return ExitCode.NoReply;
    }

    private static SoaData Hint(string text) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint serial)
            ? new SoaData(DomainName.Root, DomainName.Root, serial, 0, 0, 0, 0)
            : throw new UsageException($"option '--serial' takes a serial from 0 to 4294967295, not '{text}'");
}
