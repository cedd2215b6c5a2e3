using System.Collections.Immutable;
using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;
using Nomen.Cli.Servers;
using Nomen.Client.Stub;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Updates;

/// <summary><c>nomen update [@server] [-y KEY] [FILE]</c>: changes zones as a script in nsupdate's language says (RFC 2136).</summary>
internal sealed class UpdateCommand
{
    private readonly CommandContext _context;
    private readonly QueryArguments _arguments;
    private readonly UpdateScript _script = new();
    private DnsMessage? _answer;

    private UpdateCommand(CommandContext context, QueryArguments arguments)
    {
        _context = context;
        _arguments = arguments;
    }

    /// <summary>Runs the verb: 0 every update was made, 5 a server refused one, 9 no server answered, 8 the script cannot be read.</summary>
    /// <exception cref="UsageException">The words cannot be understood.</exception>
    public static async Task<ExitCode> RunAsync(IReadOnlyList<string> words, CommandContext context, CancellationToken cancellationToken)
    {
        // The file is the one word that is no option, and no name either.
        string? file = words.Count > 0 && words[^1] is not ['@' or '-' or '+', ..] && File.Exists(words[^1]) ? words[^1] : null;
        QueryArguments arguments = ArgumentParser.Parse(file is null ? words : words.Take(words.Count - 1));
        if (ZoneWords.Of(arguments, words).Length > 0)
        {
            throw new UsageException($"'update' reads a script from standard input or from a file; there is no file '{words[^1]}'");
        }

        UpdateCommand command = new(context, arguments);
        if (file is null)
        {
            return await command.RunAsync(context.Input, "standard input", cancellationToken);
        }

        using StreamReader reader = new(file);
        return await command.RunAsync(reader, file, cancellationToken);
    }

    private async Task<ExitCode> RunAsync(TextReader input, string file, CancellationToken cancellationToken)
    {
        int number = 0;
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            UpdateStep step;
            try
            {
                step = _script.Take(line);
            }
            catch (Exception exception) when (exception is UsageException or DnsException or ArgumentException)
            {
                _context.Errors.WriteLine(TerminalText.Printable($"nomen: {file}, line {number}: {exception.Message}"));
                return ExitCode.BatchFile;
            }

            ExitCode code = await HandleAsync(step, cancellationToken);
            if (code != ExitCode.Ok || step == UpdateStep.Quit)
            {
                return code;
            }
        }

        return _script.IsEmpty ? ExitCode.Ok : await SendAsync(cancellationToken);
    }

    private async Task<ExitCode> HandleAsync(UpdateStep step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case UpdateStep.Send when !_script.IsEmpty:
                return await SendAsync(cancellationToken);
            case UpdateStep.Show:
                DigMessage(QueryMessage(_script.ToRequest(_script.Zone ?? DomainName.Root)));
                return ExitCode.Ok;
            case UpdateStep.Answer when _answer is not null:
                DigMessage(_answer);
                return ExitCode.Ok;
            default:
                return ExitCode.Ok;
        }
    }

    private async Task<ExitCode> SendAsync(CancellationToken cancellationToken)
    {
        QueryArguments arguments = _script.Apply(_arguments);
        await using UpstreamTransports transports = new(arguments, _context.Services);
        ServerFinder finder = new(arguments, ResolvConf.Load(_context.ResolvConfPath), transports);
        ImmutableArray<UpstreamServer> servers = arguments.Servers.IsEmpty ? finder.SystemServers : await finder.FindAsync(arguments.Servers[0], cancellationToken);
        if (servers.IsEmpty)
        {
            throw new UsageException("'update' needs a server: '@192.0.2.1', or a line 'server 192.0.2.1'");
        }

        // Sent to one server, once: a second one would not know whether the first has made the change.
        IDnsTransport transport = transports.For(servers[0], null);
        DomainName zone = _script.Zone ?? await FindZoneAsync(transport, cancellationToken);
        QueryResult result = await QueryResult.AskAsync(transport, _script.ToRequest(zone), cancellationToken);
        _script.Clear();
        if (result.Response is not { } response)
        {
            _context.Errors.WriteLine($";; {result.Error}");
            return ExitCode.NoReply;
        }

        _answer = response.Message;
        if (response.Rcode != Rcode.NoError)
        {
            _context.Errors.WriteLine($"update failed: {DigWords.Rcode(response.Rcode)}");
            return ExitCode.Refused;
        }

        return ExitCode.Ok;
    }

    /// <summary>As nsupdate does without a line "zone": the zone is the owner of the SOA that comes for the first name.</summary>
    private async Task<DomainName> FindZoneAsync(IDnsTransport transport, CancellationToken cancellationToken)
    {
        DnsRequest request = DnsRequest.Query(_script.FirstName, DnsType.SOA);
        DnsResponse response = await transport.SendAsync(request, cancellationToken);
        IEnumerable<ResourceRecord> records = response.Message.ReadRecords(DnsSection.Answer).Concat(response.Message.ReadRecords(DnsSection.Authority));
        return records.FirstOrDefault(record => record.Type == DnsType.SOA && _script.FirstName.IsAtOrBelow(record.Owner))?.Owner
            ?? throw new UsageException($"the server knows no zone of '{_script.FirstName}': add a line 'zone NAME'");
    }

    private void DigMessage(DnsMessage message) => new DigFormat(_arguments).WriteAnswer(_context.Output, message);

    private static DnsMessage QueryMessage(DnsRequest request) => Query.QueryRequest.Compose(request);
}
