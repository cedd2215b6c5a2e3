using System.Diagnostics;
using System.Diagnostics.Metrics;
using Nomen.Client.Telemetry;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Streams;

public sealed class StreamTelemetryTests
{
    // Other tests of the process record too, under other servers.
    private const string Server = "198.51.100.7";
    private const string Upstream = $"tcp://{Server}:53";

    [Fact]
    public void Records_connections_exchanges_and_mismatches()
    {
        using var listener = new MeterListener { InstrumentPublished = static (instrument, listener) => Enable(instrument, listener) };
        List<string> seen = [];
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(seen, instrument, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(seen, instrument, tags, value));
        listener.Start();
        var stream = new VirtualStream((peer, query) =>
        {
            peer.Reply(Replies.To(query, question: Replies.Ask("other.example.").Question));
            peer.Reply(Replies.To(query));
        }, upstream: Upstream);

        VirtualStream.Ended(stream.Send());
        stream.Dispose();

        Assert.Equal(["nomen.client.connection.open 1", "nomen.client.mismatch 1", "nomen.client.exchange.duration", "nomen.client.connection.open -1"], seen);
    }

    [Fact]
    public void A_request_that_is_sent_again_is_a_retry()
    {
        using var listener = new MeterListener { InstrumentPublished = static (instrument, listener) => Enable(instrument, listener) };
        List<string> seen = [];
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(seen, instrument, tags, value));
        listener.Start();
        var multi = new VirtualMultiStream(upstream: Upstream);
        Task<DnsResponse> first = multi.Send("a.example.");
        multi.Act(() => multi.Peers[0].Reply(Replies.To(multi.Peers[0].Queries[0])));
        _ = multi.Send("b.example.");

        multi.Act(multi.Peers[0].End);

        VirtualStream.Ended(first);
        Assert.Contains("nomen.client.retry 1", seen);
        Assert.Equal(1, multi.Transport.Statistics.Resends);
    }

    [Fact]
    public void An_exchange_is_a_span_that_ends_with_it()
    {
        List<Activity> ended = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == NomenTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("nomen.upstream"), Upstream))
                {
                    ended.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var stream = new VirtualStream(upstream: Upstream);
        Task<DnsResponse> pending = stream.Send();
        int before = ended.Count;

        stream.ReplyTo(0);

        VirtualStream.Ended(pending);
        Assert.Equal(0, before);
        Assert.Equal("DNS A", Assert.Single(ended).OperationName);
    }

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == NomenTelemetry.Name)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static void Note(List<string> seen, Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags, long? value = null)
    {
        if (tags.Contains(new("server.address", Server)) && tags.Contains(new("network.transport", "tcp")))
        {
            seen.Add(value is null ? instrument.Name : $"{instrument.Name} {value}");
        }
    }
}
