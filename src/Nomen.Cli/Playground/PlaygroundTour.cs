using Nomen.Cli.Formats;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Listeners;
using Nomen.Server.Zones;

namespace Nomen.Cli.Playground;

/// <summary>Asks the playground's server one question after the other, says what happened, and checks that it is what has to.</summary>
internal sealed class PlaygroundTour
{
    private const int Pipelined = 50;

    private readonly PlaygroundServer _server;
    private readonly PlaygroundClients _clients;
    private readonly TimeProvider _time;
    private readonly PlaygroundPrinter _printer;

    public PlaygroundTour(PlaygroundServer server, PlaygroundClients clients, TimeProvider time, TextWriter output)
    {
        _server = server;
        _clients = clients;
        _time = time;
        _printer = new PlaygroundPrinter(output);
    }

    /// <summary>Takes every step; true when each gave what it should.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        foreach (PlaygroundStep step in PlaygroundSteps.All)
        {
            await CheckAsync(step.Title, () => AskAsync(step, cancellationToken));
        }

        await CheckAsync($"{Pipelined} questions at once over one TCP connection", () => PipelineAsync(cancellationToken));
        await CheckAsync("A zone transfer: the whole zone, as a stream of messages", () => TransferAsync(cancellationToken));
        _printer.Summary(_server.Statistics);
        return _printer.Failures == 0;
    }

    private async Task CheckAsync(string title, Func<Task<IEnumerable<string>>> step)
    {
        _printer.Title(title);
        try
        {
            _printer.Verdict(await step());
        }
        catch (DnsException exception)
        {
            _printer.Verdict([exception.Message]);
        }
    }

    private async Task<IEnumerable<string>> AskAsync(PlaygroundStep step, CancellationToken cancellationToken)
    {
        DnsRequest request = step.ToRequest();
        _printer.Line("ask", $"{step.Name} {step.Type.ToMnemonic()}  {PlaygroundClients.Describe(step.Route)}");
        DnsServerStatistics before = _server.Statistics;
        DnsResponse response = await _clients[step.Route].SendAsync(request, cancellationToken);
        DnsServerStatistics after = _server.Statistics;
        _printer.Line("sent", PlaygroundPrinter.Traffic(after.UdpQueries - before.UdpQueries, after.TcpQueries - before.TcpQueries));
        _printer.Response(response);
        _printer.Note(step.Note);
        return step.Differences(response);
    }

    /// <summary>RFC 7766 section 6.2.1.1: the queries leave together, and the answers come in any order.</summary>
    private async Task<IEnumerable<string>> PipelineAsync(CancellationToken cancellationToken)
    {
        _printer.Line("ask", $"1.dyn.example. TXT to {Pipelined}.dyn.example. TXT  {PlaygroundClients.Describe(PlaygroundRoute.Stream)}");
        DnsServerStatistics before = _server.Statistics;
        long start = _time.GetTimestamp();
        DnsResponse[] responses = await Task.WhenAll(Enumerable.Range(1, Pipelined)
            .Select(number => _clients.Stream.SendAsync(DnsRequest.Query($"{number}.dyn.example.", DnsType.TXT), cancellationToken).AsTask()));
        TimeSpan elapsed = _time.GetElapsedTime(start);
        DnsServerStatistics after = _server.Statistics;
        int answered = responses.Count(response => response.Message.Answers.Count == 1);
        _printer.Line("answer", $"{answered} answers in {Durations.FormatMilliseconds(elapsed)}, over {after.ConnectionsAccepted - before.ConnectionsAccepted} new connections");
        return answered == Pipelined && after.ConnectionsAccepted == before.ConnectionsAccepted ? [] : [$"{Pipelined} answers over the connection that was there"];
    }

    private async Task<IEnumerable<string>> TransferAsync(CancellationToken cancellationToken)
    {
        Zone zone = _server.Zones[0];
        _printer.Line("ask", $"{zone.Apex} AXFR  {PlaygroundClients.Describe(PlaygroundRoute.Stream)}");
        List<ResourceRecord> records = [];
        int messages = 0;
        await foreach (DnsResponse response in _clients.Stream.SendStreamingAsync(new DnsRequest(new DnsQuestion(zone.Apex, DnsType.AXFR)), cancellationToken))
        {
            messages++;
            records.AddRange(response.Message.ReadRecords(DnsSection.Answer));
        }

        _printer.Line("answer", $"{records.Count} records in {messages} {(messages == 1 ? "message" : "messages")}, the SOA record first and last");

        // The SOA record comes twice, all others once.
        bool isWhole = records.Count == zone.Records.Count() + 1 && records[0].Type == DnsType.SOA && records[^1].Type == DnsType.SOA;
        return isWhole ? [] : [$"{zone.Records.Count() + 1} records"];
    }
}
