using Nomen.Dns.Messages;

namespace Nomen.Dns.Errors;

/// <summary>A transport's failure as a value: what several askers share, a hedge compares, and a cache may keep.</summary>
/// <param name="Failure">Why there is no response.</param>
public sealed record TransportError(TransportFailure Failure)
{
    /// <summary>The server asked, in its textual form (<c>udp://192.0.2.1:53</c>); null when none was chosen.</summary>
    public string? Upstream { get; init; }

    /// <summary>The question asked, if the request had one.</summary>
    public DnsQuestion? Question { get; init; }

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>The system's exception underneath, if any.</summary>
    public Exception? Cause { get; init; }

    /// <summary>More about it, for a person.</summary>
    public string? Detail { get; init; }

    /// <summary>The truncated response, for display only.</summary>
    public DnsMessage? Truncated { get; init; }

    /// <summary>An exception of the asker's own.</summary>
    public DnsTransportException ToException() => new(this);

    /// <summary>Sentence for a person.</summary>
    public override string ToString()
    {
        string text = $"No response: {Describe(Failure)}";
        text += Upstream is null ? string.Empty : $" from {Upstream}";
        text += Question is { } question ? $" for {question}" : string.Empty;
        text += Attempts > 1 ? $" after {Attempts} attempts" : string.Empty;
        text += Detail is null ? string.Empty : $" ({Detail})";
        return text + '.';
    }

    private static string Describe(TransportFailure failure) => failure switch
    {
        TransportFailure.Timeout => "time-out",
        TransportFailure.ConnectionRefused => "connection refused",
        TransportFailure.Unreachable => "unreachable",
        TransportFailure.ConnectionClosed => "connection closed",
        TransportFailure.ConnectTimeout => "time-out while connecting",
        TransportFailure.Tls => "TLS failure",
        TransportFailure.HttpStatus => "HTTP error status",
        TransportFailure.ContentType => "HTTP response that is no DNS message",
        TransportFailure.Protocol => "protocol violation",
        TransportFailure.Truncated => "truncated response only",
        TransportFailure.Overloaded => "too many requests at once",
        TransportFailure.RequestTooLarge => "request too large",
        TransportFailure.NoUpstream => "no upstream",
        TransportFailure.NoRoute => "no route covers the name",
        TransportFailure.BudgetExhausted => "work budget used up",
        TransportFailure.Disposed => "transport disposed",
        TransportFailure.NotSupported => "not supported on this platform",
        _ => "network error",
    };
}
