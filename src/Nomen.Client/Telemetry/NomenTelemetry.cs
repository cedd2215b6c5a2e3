using System.Diagnostics;
using System.Diagnostics.Metrics;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Telemetry;

/// <summary>Names of the traces and metrics that Nomen emits, for whoever subscribes to them. Nothing is recorded while nobody listens.</summary>
/// <remarks>
/// Instruments: <c>nomen.client.exchange.duration</c> (histogram, s), the counters <c>nomen.client.retry</c>, <c>nomen.client.truncated</c> and
/// <c>nomen.client.mismatch</c>, <c>nomen.client.connection.open</c> (up-down counter),
/// and the counters <c>nomen.client.hedge</c> and <c>nomen.client.breaker</c> of transports that choose among upstreams.
/// Of caches: <c>nomen.cache.lookup</c>, <c>nomen.cache.second_level</c>, <c>nomen.cache.entry</c>, <c>nomen.cache.size</c>, <c>nomen.cache.eviction</c>. Query names are never recorded: they are personal data.
/// </remarks>
public static class NomenTelemetry
{
    /// <summary>Name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>.</summary>
    public const string Name = "Nomen";

    /// <summary>Attribute: address of the server asked.</summary>
    internal const string ServerAddress = "server.address";

    /// <summary>Attribute: <c>dns</c>, <c>dot</c>, <c>doh</c> or <c>doq</c>.</summary>
    internal const string ProtocolName = "network.protocol.name";

    /// <summary>Attribute: <c>udp</c>, <c>tcp</c> or <c>quic</c>.</summary>
    internal const string NetworkTransport = "network.transport";

    /// <summary>Attribute: why there is no response; absent when there is one.</summary>
    internal const string ErrorType = "error.type";

    /// <summary>Value of <see cref="ErrorType"/> when the caller cancelled.</summary>
    internal const string Cancelled = "cancelled";

    /// <summary>Attribute: label of an upstream that was chosen among several.</summary>
    internal const string UpstreamLabel = "nomen.upstream";

    /// <summary>Attribute: why one more upstream was asked: <c>late</c>, <c>failed</c> or <c>probe</c>.</summary>
    internal const string HedgeReason = "nomen.hedge.reason";

    /// <summary>Attribute: the state that a breaker has entered: <c>open</c> or <c>closed</c>.</summary>
    internal const string BreakerStateName = "nomen.breaker.state";

    internal static Meter Meter { get; } = new(Name);

    internal static ActivitySource Activities { get; } = new(Name);

    internal static Histogram<double> ExchangeDuration { get; } = Meter.CreateHistogram<double>(
        "nomen.client.exchange.duration", "s", "Time from asking one upstream to its response or failure.");

    internal static Counter<long> Retry { get; } = Meter.CreateCounter<long>("nomen.client.retry", "{event}", "Requests sent again.");

    internal static Counter<long> Truncated { get; } = Meter.CreateCounter<long>("nomen.client.truncated", "{event}", "Responses that were truncated.");

    internal static Counter<long> Mismatch { get; } = Meter.CreateCounter<long>("nomen.client.mismatch", "{event}", "Replies dropped because they answer nothing that was asked.");

    internal static UpDownCounter<long> ConnectionOpen { get; } = Meter.CreateUpDownCounter<long>("nomen.client.connection.open", "{connection}", "Connections open.");

    internal static Counter<long> Hedge { get; } = Meter.CreateCounter<long>("nomen.client.hedge", "{request}", "Requests sent to one more upstream.");

    internal static Counter<long> Breaker { get; } = Meter.CreateCounter<long>("nomen.client.breaker", "{event}", "Upstreams that were given up, or came back.");

    /// <summary>Starts the span of one exchange with an upstream; null while nobody listens.</summary>
    internal static Activity? StartExchange(DnsRequest request, string upstream)
    {
        if (!Activities.HasListeners())
        {
            return null;
        }

        string what = request.Question is { } question ? question.Type.ToMnemonic() : request.Opcode.ToString();
        Activity? activity = Activities.StartActivity($"DNS {what}", ActivityKind.Client);
        activity?.SetTag(UpstreamLabel, upstream);
        return activity;
    }

    /// <summary>Notes how an exchange ended; the caller disposes the span.</summary>
    internal static void EndExchange(Activity? activity, TransportError? error)
    {
        if (activity is not null && error is not null)
        {
            activity.SetTag(ErrorType, ToErrorType(error.Failure));
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>The attributes that all client instruments carry.</summary>
    internal static TagList Tags(string serverAddress, string protocolName, string networkTransport) =>
    [
        new(ServerAddress, serverAddress),
        new(ProtocolName, protocolName),
        new(NetworkTransport, networkTransport),
    ];

    /// <summary>Value of <see cref="ErrorType"/>: low cardinality, lower case.</summary>
    internal static string ToErrorType(TransportFailure failure) => failure switch
    {
        TransportFailure.Timeout => "timeout",
        TransportFailure.ConnectionRefused => "connection_refused",
        TransportFailure.Unreachable => "unreachable",
        TransportFailure.ConnectionClosed => "connection_closed",
        TransportFailure.ConnectTimeout => "connect_timeout",
        TransportFailure.Tls => "tls",
        TransportFailure.HttpStatus => "http_status",
        TransportFailure.ContentType => "content_type",
        TransportFailure.Protocol => "protocol",
        TransportFailure.Truncated => "truncated",
        TransportFailure.Overloaded => "overloaded",
        TransportFailure.RequestTooLarge => "request_too_large",
        TransportFailure.NoUpstream => "no_upstream",
        TransportFailure.NoRoute => "no_route",
        TransportFailure.BudgetExhausted => "budget_exhausted",
        TransportFailure.Disposed => "disposed",
        TransportFailure.NotSupported => "not_supported",
        _ => "network",
    };
}
