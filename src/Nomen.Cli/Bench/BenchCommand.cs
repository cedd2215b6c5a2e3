using System.Collections.Immutable;
using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;
using Nomen.Cli.Query;
using Nomen.Cli.Servers;
using Nomen.Client.Stub;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Bench;

/// <summary><c>nomen bench</c>: the same questions to several servers over several transports, in turn, and a table of latency and success.</summary>
internal sealed class BenchCommand(CommandContext context, QueryArguments arguments, BenchOptions options)
{
    /// <summary>Runs the verb: 0 when any server answered, 9 when none did.</summary>
    /// <exception cref="UsageException">The words cannot be understood.</exception>
    public static Task<ExitCode> RunAsync(IReadOnlyList<string> words, CommandContext context, CancellationToken cancellationToken)
    {
        VerbOptions verb = new(words);
        var options = BenchOptions.Take(verb);
        return new BenchCommand(context, ArgumentParser.Parse(verb.Rest), options).RunAsync(cancellationToken);
    }

    private async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        await using UpstreamTransports transports = new(arguments, context.Services);
        ImmutableArray<BenchTarget> targets = await FindTargetsAsync(transports, cancellationToken);

        // The transports are made before the clock runs, and not by several rounds at once.
        (BenchTarget Target, IDnsTransport Transport)[] ready = [.. targets.Select(target => (target, transports.For(target.Server, arguments.Questions[0])))];
        ParallelOptions rounds = new() { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, options.Count, rounds, async (round, token) =>
        {
            // One after the other, so that a busy moment of this machine meets them all.
            foreach ((BenchTarget target, IDnsTransport transport) in ready)
            {
                await AskAsync(target, transport, round, token);
            }
        });

        if (arguments.Format is OutputFormat.Json or OutputFormat.Jsonl)
        {
            BenchPrinter.WriteJson(context.Output, targets);
        }
        else
        {
            BenchPrinter.WriteTable(context.Output, targets, Palette.For(arguments.Color, context.IsTerminal, context.Environment));
        }

        return targets.Any(target => target.Measured.Good > 0) ? ExitCode.Ok : ExitCode.NoReply;
    }

    private async Task<ImmutableArray<BenchTarget>> FindTargetsAsync(UpstreamTransports transports, CancellationToken cancellationToken)
    {
        ServerFinder finder = new(arguments, ResolvConf.Load(context.ResolvConfPath), transports);
        List<UpstreamServer> servers = [.. arguments.Servers.IsEmpty ? finder.SystemServers : []];
        foreach (ServerWord word in arguments.Servers)
        {
            IEnumerable<ServerWord> words = word.HasScheme || options.Transports.IsEmpty
                ? [word]
                : options.Transports.Select(scheme => new ServerWord(word.Upstream with { Scheme = scheme }, HasScheme: true));
            foreach (ServerWord one in words)
            {
                servers.AddRange(await finder.FindAsync(one, cancellationToken));
            }
        }

        return servers.Count > 0 ? [.. servers.Select(server => new BenchTarget(server, new BenchSamples()))] : throw new UsageException("no server to ask: name one with '@'");
    }

    private async ValueTask AskAsync(BenchTarget target, IDnsTransport transport, int round, CancellationToken cancellationToken)
    {
        DnsQuestion question = arguments.Questions[round % arguments.Questions.Length];
        DnsRequest request = QueryRequest.Create(arguments, options.UseUniqueNames ? Unique(question) : question);
        TimeProvider clock = context.Services.TimeProvider;
        long start = clock.GetTimestamp();
        QueryResult result = await QueryResult.AskAsync(transport, request, cancellationToken);
        if (result.Response is { } response)
        {
            target.Measured.Add(clock.GetElapsedTime(start), response.Rcode);
        }
        else
        {
            target.Measured.Add(result.Error!);
        }
    }

    private DnsQuestion Unique(DnsQuestion question)
    {
        Span<byte> random = stackalloc byte[6];
        context.Services.Random.Fill(random);
        return DomainName.TryParse($"n{Convert.ToHexStringLower(random)}.{question.Name}", out DomainName name)
            ? question with { Name = name }
            : throw new UsageException($"name '{question.Name}': no room for a label in front of it");
    }
}
