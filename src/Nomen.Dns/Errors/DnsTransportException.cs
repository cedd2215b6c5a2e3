using Nomen.Dns.Messages;

namespace Nomen.Dns.Errors;

/// <summary>No (usable) response: why, from which upstream, for which question, after how many attempts.</summary>
public sealed class DnsTransportException : DnsException
{
    /// <summary>Makes an exception from a stored error: every asker gets one of its own.</summary>
    public DnsTransportException(TransportError error)
        : base(error.ToString(), error.Cause) => Error = error;

    /// <summary>The error as a value, to be stored or compared.</summary>
    public TransportError Error { get; }

    /// <summary>Why there is no response.</summary>
    public TransportFailure Failure => Error.Failure;

    /// <summary>The server asked, in its textual form (<c>udp://192.0.2.1:53</c>); null when none was chosen.</summary>
    public string? Upstream => Error.Upstream;

    /// <summary>The question asked, if the request had one.</summary>
    public DnsQuestion? Question => Error.Question;

    /// <summary>How many times the request was sent.</summary>
    public int Attempts => Error.Attempts;

    /// <summary>The truncated response, for display only, when <see cref="Failure"/> is <see cref="TransportFailure.Truncated"/> (RFC 2181 section 9).</summary>
    public DnsMessage? Truncated => Error.Truncated;

    /// <inheritdoc/>
    internal override DnsException ForAnotherAsker() => Error.ToException();
}
