using System.Collections.Immutable;
using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;
using Nomen.Cli.Servers;
using Nomen.Cli.Transfers;
using Nomen.Client.Stub;
using Nomen.Client.Transfers;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Query;

/// <summary>Asks every question of every server, and shows the answers as they come.</summary>
internal sealed class QueryCommand
{
    private readonly CommandContext _context;
    private readonly QueryArguments _arguments;
    private readonly Palette _palette;
    private ResponseFormat _format;
    private int _asked;
    private int _unanswered;
    private ExitCode _worst;

    private QueryCommand(CommandContext context, QueryArguments arguments)
    {
        _context = context;
        _arguments = arguments;
        _palette = Palette.For(arguments.Color, context.IsTerminal, context.Environment);
        _format = ResponseFormats.Create(arguments, context.IsTerminal, _palette);
    }

    /// <summary>Runs a query command line; returns the exit code.</summary>
    /// <exception cref="UsageException">The command line cannot be understood.</exception>
    public static async Task<ExitCode> RunAsync(IReadOnlyList<string> words, CommandContext context, CancellationToken cancellationToken)
    {
        QueryArguments arguments = ArgumentParser.Parse(words);
        return await new QueryCommand(context, arguments).RunAsync(cancellationToken);
    }

    private async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        if (_arguments.DryRun)
        {
            DryRun();
            return ExitCode.Ok;
        }

        _format.Begin(_context.Output);
        await AskAllAsync(_arguments, cancellationToken);
        if (_arguments.BatchFile is { } file)
        {
            await foreach (QueryArguments line in BatchFile.ReadAsync(file, _arguments, _context.Input, cancellationToken))
            {
                // JSON is one document, from the first answer to the last; all else is as the line says.
                _format = _format is JsonFormat ? _format : ResponseFormats.Create(line, _context.IsTerminal, _palette);
                await AskAllAsync(line, cancellationToken);
            }
        }

        _format.End(_context.Output);
        return Result();
    }

    private async Task AskAllAsync(QueryArguments arguments, CancellationToken cancellationToken)
    {
        await using UpstreamTransports transports = new(arguments, _context.Services);
        ServerFinder finder = new(arguments, ResolvConf.Load(_context.ResolvConfPath), transports);
        foreach (DnsQuestion question in arguments.Questions)
        {
            _asked += Math.Max(arguments.Servers.Length, 1);
            if (arguments.Servers.IsEmpty)
            {
                await AskFirstAliveAsync(arguments, finder.SystemServers, QueryRequest.CreateWithCookie(arguments, question), transports, cancellationToken);
            }

            foreach (ServerWord word in arguments.Servers)
            {
                // A name's addresses are one server: the first that answers speaks for it.
                if (await TryFindAsync(finder, word, cancellationToken) is { } addresses)
                {
                    await AskFirstAliveAsync(arguments, addresses, QueryRequest.CreateWithCookie(arguments, question), transports, cancellationToken);
                }
            }
        }
    }

    private async Task AskFirstAliveAsync(QueryArguments arguments, ImmutableArray<UpstreamServer> servers, DnsRequest request, UpstreamTransports transports, CancellationToken cancellationToken)
    {
        if (request.IsTransfer)
        {
            await TransferAsync(arguments, servers, request, transports, cancellationToken);
            return;
        }

        foreach (UpstreamServer server in servers)
        {
            QueryOutcome outcome = await AskAsync(arguments, server, request, transports, cancellationToken);
            if (outcome.Response is not null)
            {
                _format.Write(_context.Output, outcome);
                Judge(outcome.Response);
                return;
            }

            _context.Errors.WriteLine($";; {outcome.Error}");
        }

        if (servers.IsEmpty)
        {
            _context.Errors.WriteLine(";; No server of the wanted address family is known.");
        }

        TellUnanswered();
    }

    /// <summary>AXFR and IXFR: many responses, in dig's format unless another was asked for.</summary>
    private async Task TransferAsync(QueryArguments arguments, ImmutableArray<UpstreamServer> servers, DnsRequest request, UpstreamTransports transports, CancellationToken cancellationToken)
    {
        TransferFormat format = TransferFormats.Create(arguments, OutputFormat.Dig, _format as DigFormat ?? new DigFormat(arguments));
        TransferRun run = new(_context, transports, format, new TransferOptions());
        if (await run.RunAsync(request, servers, cancellationToken) is null)
        {
            _unanswered++;
            _worst = _worst == ExitCode.Ok || run.Code == ExitCode.TransferFailed ? run.Code : _worst;
        }
    }

    /// <summary>A server whose name nobody could look up is one that does not answer; the others are still asked.</summary>
    private async Task<ImmutableArray<UpstreamServer>?> TryFindAsync(ServerFinder finder, ServerWord word, CancellationToken cancellationToken)
    {
        try
        {
            return await finder.FindAsync(word, cancellationToken);
        }
        catch (DnsTransportException exception)
        {
            _context.Errors.WriteLine($";; server '@{word.Host}': {exception.Error}");
            TellUnanswered();
            return null;
        }
    }

    private void TellUnanswered()
    {
        _context.Errors.WriteLine(";; no servers could be reached");
        _unanswered++;
        _worst = ExitCode.NoReply;
    }

    private async Task<QueryOutcome> AskAsync(QueryArguments arguments, UpstreamServer server, DnsRequest request, UpstreamTransports transports, CancellationToken cancellationToken)
    {
        TimeProvider clock = _context.Services.TimeProvider;
        long start = clock.GetTimestamp();
        QueryOutcome outcome = new()
        {
            Request = request,
            ServerName = server.Name,
            Server = server.EndPoint,
            StartedWithTcp = transports.StartsWithTcp(server, request.Question),
            Query = arguments.Display.ShowQuery ? QueryRequest.Compose(request) : null,
        };
        try
        {
            IDnsTransport transport = transports.For(server, request.Question);
            DnsResponse response = await transport.SendAsync(request, cancellationToken);
            if (QueryRequest.AfterBadCookie(request, response) is { } again)
            {
                outcome = outcome with { Request = again, HadBadCookie = true };
                response = await transport.SendAsync(again, cancellationToken);
            }

            return outcome with { Response = response, Elapsed = clock.GetElapsedTime(start), When = clock.GetLocalNow() };
        }
        catch (DnsTransportException exception)
        {
            return outcome with { Error = exception.Error, Elapsed = clock.GetElapsedTime(start), When = clock.GetLocalNow() };
        }
    }

    private void DryRun()
    {
        foreach (DnsQuestion question in _arguments.Questions)
        {
            DnsMessage query = QueryRequest.Compose(QueryRequest.Create(_arguments, question));
            _context.Output.WriteLine(Convert.ToHexStringLower(query.Octets.Span));
        }
    }

    /// <summary>With <c>--fail</c>, the first kind of failure that was asked for decides the exit code.</summary>
    private void Judge(DnsResponse response)
    {
        (FailSelection kind, ExitCode code) = response.Rcode switch
        {
            Rcode.NoError when response.Message.Answers.Count == 0 => (FailSelection.NoData, ExitCode.NoData),
            Rcode.NoError => (FailSelection.None, ExitCode.Ok),
            Rcode.NxDomain => (FailSelection.NxDomain, ExitCode.NxDomain),
            Rcode.ServFail => (FailSelection.ServFail, ExitCode.ServFail),
            _ => (FailSelection.Refused, ExitCode.Refused),
        };
        if (_worst == ExitCode.Ok && kind != FailSelection.None && _arguments.Fail.HasFlag(kind))
        {
            _worst = code;
        }
    }

    private ExitCode Result()
    {
        // "Some answered, some did not" is success for dig, and a code of its own on request.
        bool someAnswered = _worst == ExitCode.NoReply && _asked > _unanswered;
        return !someAnswered ? _worst : _arguments.Fail.HasFlag(FailSelection.Partial) ? ExitCode.Partial : ExitCode.Ok;
    }
}
