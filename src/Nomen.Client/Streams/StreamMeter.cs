using System.Diagnostics;
using Nomen.Client.Sockets;
using Nomen.Client.Telemetry;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Counts what happens on connections to one upstream; costs a field read when nobody listens.</summary>
internal sealed class StreamMeter(IStreamConnector connector)
{
    private readonly string _protocol = connector.Protocol == DnsProtocol.Tls ? "dot" : "dns";
    private readonly string _server = Uri.TryCreate(connector.Upstream, UriKind.Absolute, out Uri? uri) ? uri.IdnHost : connector.Upstream;

    /// <summary>A connection is open.</summary>
    public void Opened() => NomenTelemetry.ConnectionOpen.Add(1, Tags());

    /// <summary>It is not any more.</summary>
    public void Closed() => NomenTelemetry.ConnectionOpen.Add(-1, Tags());

    /// <summary>Messages fitted nothing that was asked.</summary>
    public void Mismatched(int messages)
    {
        if (messages > 0 && NomenTelemetry.Mismatch.Enabled)
        {
            NomenTelemetry.Mismatch.Add(messages, Tags());
        }
    }

    /// <summary>A request is sent again on another connection.</summary>
    public void Resent() => NomenTelemetry.Retry.Add(1, Tags());

    /// <summary>A request ended.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="time">The clock.</param>
    /// <param name="failure">Why there is no response; null for a response.</param>
    public void Ended(StreamExchange exchange, long now, TimeProvider time, TransportFailure? failure)
    {
        if (!NomenTelemetry.ExchangeDuration.Enabled)
        {
            return;
        }

        TagList tags = Tags();
        if (failure is { } why)
        {
            tags.Add(NomenTelemetry.ErrorType, NomenTelemetry.ToErrorType(why));
        }

        NomenTelemetry.ExchangeDuration.Record(time.GetElapsedTime(exchange.SentAt, now).TotalSeconds, tags);
    }

    private TagList Tags() => NomenTelemetry.Tags(_server, _protocol, "tcp");
}
