using System.Net;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Query;

/// <summary>One question to one server, and what came of it.</summary>
internal sealed record QueryOutcome
{
    /// <summary>What was asked.</summary>
    public required DnsRequest Request { get; init; }

    /// <summary>The server as written.</summary>
    public required string ServerName { get; init; }

    /// <summary>The server's address; null when its name could not be resolved.</summary>
    public required IPEndPoint? Server { get; init; }

    /// <summary>Whether it was asked over TCP from the start.</summary>
    public bool StartedWithTcp { get; init; }

    /// <summary>Whether the server wanted another cookie first.</summary>
    public bool HadBadCookie { get; init; }

    /// <summary>The response; null when there was none.</summary>
    public DnsResponse? Response { get; init; }

    /// <summary>Why there was no response.</summary>
    public TransportError? Error { get; init; }

    /// <summary>The query as composed, without the hop's own ID; only when it is to be shown.</summary>
    public DnsMessage? Query { get; init; }

    /// <summary>From asking to having the answer, retries included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>When the answer came, local time.</summary>
    public DateTimeOffset When { get; init; }
}
