using Microsoft.Extensions.Logging;
using Nomen.Client.Tests.Telemetry;

namespace Nomen.Client.Tests.Datagram;

/// <summary>What operators see: metrics and log.</summary>
public sealed class ReportingTests
{
    [Fact]
    public void Counts_every_reply_that_matches_nothing()
    {
        DatagramWorld world = WorldOf("192.0.2.101");
        world.Wire.OnSend = static (connection, query) =>
        {
            connection.Deliver(Replies.WithId(query, 1));
            connection.Deliver([1, 2, 3]);
            connection.Deliver(Replies.To(query));
        };
        using MetricRecorder metrics = new("192.0.2.101");

        world.Ask();

        Assert.Equal(2, metrics.Sum("nomen.client.mismatch"));
    }

    [Fact]
    public void Counts_every_repetition_and_the_failure_by_its_type()
    {
        DatagramWorld world = WorldOf("192.0.2.102");
        using MetricRecorder metrics = new("192.0.2.102");

        world.AskInVain();

        Assert.Equal(2, metrics.Sum("nomen.client.retry"));
        Assert.Equal(5, metrics.Sum("nomen.client.exchange.duration"), 3);
        Assert.Equal("timeout", metrics.Tag("nomen.client.exchange.duration", "error.type"));
        Assert.Equal("udp", metrics.Tag("nomen.client.exchange.duration", "network.transport"));
        Assert.Equal("dns", metrics.Tag("nomen.client.exchange.duration", "network.protocol.name"));
    }

    [Fact]
    public void Counts_truncated_responses()
    {
        DatagramWorld world = WorldOf("192.0.2.103");
        world.Wire.OnSend = static (connection, query) => connection.Deliver(Replies.To(query, flags: Dns.Messages.DnsFlags.TC));
        using MetricRecorder metrics = new("192.0.2.103");

        world.Ask();

        Assert.Equal(1, metrics.Sum("nomen.client.truncated"));
        Assert.Null(metrics.Tag("nomen.client.exchange.duration", "error.type"));
    }

    [Fact]
    public void A_cancelled_request_is_no_time_out()
    {
        DatagramWorld world = WorldOf("192.0.2.104");
        using MetricRecorder metrics = new("192.0.2.104");
        using CancellationTokenSource source = new();
        _ = world.Start(cancellationToken: source.Token);

        world.Deliver(source.Cancel);

        Assert.Equal("cancelled", metrics.Tag("nomen.client.exchange.duration", "error.type"));
    }

    [Fact]
    public void Query_names_are_logged_at_debug_level_only()
    {
        ListLogger log = new();
        DatagramWorld world = new(services: services => services with { LoggerFactory = log });
        world.AskInVain();
        world.Wire.OnSend = static (connection, query) => connection.Deliver(Replies.WithId(query, 1));
        world.Wire.OnSend += static (connection, query) => Enumerable.Range(2, 20).ToList().ForEach(i => connection.Deliver(Replies.WithId(query, i)));
        world.AskInVain();

        Assert.Contains(log.Lines, static line => line.Level == LogLevel.Debug && line.Text.Contains("Example.com", StringComparison.Ordinal));
        Assert.Contains(log.Lines, static line => line.Level == LogLevel.Warning);
        Assert.DoesNotContain(log.Lines, static line => line.Level > LogLevel.Debug && line.Text.Contains("example", StringComparison.OrdinalIgnoreCase));
    }

    private static DatagramWorld WorldOf(string address) =>
        new(wire: new ScriptedConnector { Server = new System.Net.IPEndPoint(System.Net.IPAddress.Parse(address), 53) });

    /// <summary>A logger that keeps lines, and is its own factory.</summary>
    private sealed class ListLogger : ILoggerFactory, ILogger
    {
        public List<(LogLevel Level, string Text)> Lines { get; } = [];

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add((logLevel, formatter(state, exception)));
    }
}
