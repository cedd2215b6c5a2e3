using System.Collections.Immutable;
using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;
using Nomen.Cli.Query;
using Nomen.Cli.Servers;
using Nomen.Client.Stub;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Diff;

/// <summary><c>nomen diff @a @b name type</c>: asks several servers the same, and tells where their answers differ.</summary>
internal static class DiffCommand
{
    /// <summary>Runs the verb: 0 all the same, 12 some difference, 9 nobody answered.</summary>
    /// <exception cref="UsageException">Fewer than two servers, or the words cannot be understood.</exception>
    public static async Task<ExitCode> RunAsync(IReadOnlyList<string> words, CommandContext context, CancellationToken cancellationToken)
    {
        VerbOptions options = new(words);
        bool withTtl = options.TakeSwitch("ttl");
        QueryArguments arguments = ArgumentParser.Parse(options.Rest);
        if (arguments.Servers.Length < 2)
        {
            throw new UsageException("'diff' compares servers: name at least two, as in 'nomen diff @192.0.2.1 @192.0.2.2 example.com MX'");
        }

        bool isJson = arguments.Format is OutputFormat.Json or OutputFormat.Jsonl;
        DiffPrinter printer = new(context.Output, Palette.For(arguments.Color, context.IsTerminal, context.Environment), isJson);
        await using UpstreamTransports transports = new(arguments, context.Services);
        ServerFinder finder = new(arguments, ResolvConf.Load(context.ResolvConfPath), transports);
        bool isSame = true;
        bool anyResponse = false;
        foreach (DnsQuestion question in arguments.Questions)
        {
            DnsRequest request = QueryRequest.Create(arguments, question);
            ImmutableArray<ServerAnswer>.Builder answers = ImmutableArray.CreateBuilder<ServerAnswer>();
            foreach (ServerWord word in arguments.Servers)
            {
                answers.Add(await AskAsync(word, request, finder, transports, withTtl, cancellationToken));
            }

            AnswerComparison comparison = new(question, answers.ToImmutable());
            printer.Write(comparison);
            isSame &= comparison.IsSame;
            anyResponse |= comparison.Answers.Any(answer => answer.IsResponse);
        }

        return !anyResponse ? ExitCode.NoReply : isSame ? ExitCode.Ok : ExitCode.Differences;
    }

    private static async Task<ServerAnswer> AskAsync(ServerWord word, DnsRequest request, ServerFinder finder, UpstreamTransports transports, bool withTtl, CancellationToken cancellationToken)
    {
        string name = word.HasScheme || word.Upstream.WrittenPort is not null ? word.Upstream.ToString() : word.Host;
        TransportError error = new(TransportFailure.NoUpstream);
        try
        {
            // A name's addresses are one server: the first that answers speaks for it.
            foreach (UpstreamServer server in await finder.FindAsync(word, cancellationToken))
            {
                QueryResult result = await QueryResult.AskAsync(transports.For(server, request.Question), request, cancellationToken);
                if (result.Response is { } response)
                {
                    return ServerAnswer.From(name, response.Message, withTtl);
                }

                error = result.Error!;
            }
        }
        catch (DnsTransportException exception)
        {
            error = exception.Error;
        }

        return ServerAnswer.From(name, error);
    }
}
