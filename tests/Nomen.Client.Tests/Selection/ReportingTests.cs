using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Nomen.Client.Telemetry;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Selection;

/// <summary>What is logged and counted of choosing upstreams.</summary>
public sealed class ReportingTests
{
    [Fact]
    public void A_breaker_that_opens_and_closes_is_logged_without_any_query_name()
    {
        RecordingLogs logs = new();
        SelectionWorld world = SelectionWorld.OfRedundant(services: services => services with { LoggerFactory = logs }).WithSlowB();
        world.A.Fails = FakeUpstream.With(TransportFailure.ConnectionRefused);
        for (int i = 0; i < 3; i++)
        {
            world.Ask();
        }

        world.A.Fails = null;
        world.Advance(5_000);
        world.Ask();

        Assert.Equal(["Upstream a keeps failing: leaving it alone for 00:00:05.", "Upstream a is back."], logs.Lines);
    }

    [Fact]
    public void Hedges_and_breakers_are_counted_by_upstream()
    {
        using MeterListener listener = new();
        List<string> counted = [];
        Listen(listener, counted, "counted-c");
        var world = SelectionWorld.OfRedundant(upstreams: 3, breaker: new() { ConsecutiveFailures = 1 }, set: (upstream, _) => new(upstream.Transport, $"counted-{upstream.Label}"));
        world.A.Rcode = Rcode.ServFail;
        world.B.Delay = null;
        world.C.Fails = FakeUpstream.With(TransportFailure.ConnectionRefused);

        world.Ask();

        Assert.Equal(["nomen.client.hedge late", "nomen.client.breaker open"], counted);
    }

    private static void Listen(MeterListener listener, List<string> counted, string label)
    {
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == NomenTelemetry.Name && instrument.Name is "nomen.client.hedge" or "nomen.client.breaker")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
        {
            if (label.Equals(tags[0].Value))
            {
                counted.Add($"{instrument.Name} {tags[1].Value}");
            }
        });
        listener.Start();
    }

    private sealed class RecordingLogs : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
