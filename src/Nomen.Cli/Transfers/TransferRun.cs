using System.Collections.Immutable;
using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;
using Nomen.Cli.Servers;
using Nomen.Client.Transfers;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Transfers;

/// <summary>One transfer, from the first server that can be reached, shown while it comes.</summary>
internal sealed class TransferRun(CommandContext context, UpstreamTransports transports, TransferFormat format, TransferOptions options)
{
    /// <summary>Runs it; null when it did not come to its end, which was told then.</summary>
    /// <exception cref="UsageException">The server is to be asked in a way that has no transfers.</exception>
    public async Task<TransferOutcome?> RunAsync(DnsRequest request, ImmutableArray<UpstreamServer> servers, CancellationToken cancellationToken)
    {
        foreach (UpstreamServer server in servers)
        {
            IDnsStreamingTransport transport = transports.For(server, request.Question) as IDnsStreamingTransport ?? throw NoStream(server);
            try
            {
                return await ReadAsync(transport, request, server, cancellationToken);
            }
            catch (NotSupportedException)
            {
                // A layer that could stream, over a transport that cannot.
                throw NoStream(server);
            }
            catch (DnsTransportException exception)
            {
                // No message came at all: another address may be alive.
                Tell($";; {exception.Error}");
            }
        }

        Code = ExitCode.NoReply;
        Tell(";; no servers could be reached");
        return null;
    }

    /// <summary>How it ended.</summary>
    public ExitCode Code { get; private set; } = ExitCode.TransferFailed;

    private async Task<TransferOutcome?> ReadAsync(IDnsStreamingTransport transport, DnsRequest request, UpstreamServer server, CancellationToken cancellationToken)
    {
        TimeProvider clock = context.Services.TimeProvider;
        long start = clock.GetTimestamp();
        bool hasBegun = false;
        try
        {
            await foreach (TransferMessage message in ZoneTransfer.ReadAsync(transport, request, options, context.Services, cancellationToken))
            {
                if (!hasBegun)
                {
                    hasBegun = true;
                    format.Begin(context.Output);
                }

                format.Write(context.Output, message);
                if (message.Summary is { } summary)
                {
                    TransferOutcome outcome = new(server.Name, server.EndPoint, message.Response, summary, clock.GetElapsedTime(start), clock.GetLocalNow());
                    format.End(context.Output, outcome);
                    Code = ExitCode.Ok;
                    return outcome;
                }
            }
        }
        catch (DnsException exception) when (exception is not DnsTransportException)
        {
            Tell($";; {exception.Message}");
        }

        Tell("; Transfer failed.");
        return null;
    }

    private static UsageException NoStream(UpstreamServer server) => new($"server '{server.Name}': zone transfers need a stream, such as tcp:// or tls://");

    private void Tell(string line) => context.Errors.WriteLine(TerminalText.Printable(line));
}
