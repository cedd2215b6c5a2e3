using System.Diagnostics.Metrics;
using Nomen.Client.Telemetry;

namespace Nomen.Client.Tests.Telemetry;

/// <summary>Listens to Nomen's metrics about one server; tests beside it have servers of their own.</summary>
internal sealed class MetricRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly string _server;
    private readonly List<(string Instrument, double Value, Dictionary<string, object?> Tags)> _recorded = [];

    public MetricRecorder(string server)
    {
        _server = server;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == NomenTelemetry.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    public double Sum(string instrument) => Of(instrument).Sum(static measurement => measurement.Value);

    /// <summary>An attribute of the only measurement.</summary>
    public object? Tag(string instrument, string name) => Of(instrument).Single().Tags.GetValueOrDefault(name);

    public void Dispose() => _listener.Dispose();

    private List<(string Instrument, double Value, Dictionary<string, object?> Tags)> Of(string instrument)
    {
        lock (_recorded)
        {
            return [.. _recorded.Where(measurement => measurement.Instrument == instrument)];
        }
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Dictionary<string, object?> named = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            named.Add(tag.Key, tag.Value);
        }

        if (!_server.Equals(named.GetValueOrDefault("server.address")))
        {
            return;
        }

        lock (_recorded)
        {
            _recorded.Add((instrument.Name, value, named));
        }
    }
}
