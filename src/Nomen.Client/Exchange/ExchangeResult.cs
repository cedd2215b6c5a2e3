using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Exchange;

/// <summary>The end of one exchange with an upstream as a value: resolvers go on to the next server, and throw once at their own edge.</summary>
public readonly record struct ExchangeResult
{
    /// <summary>A response came.</summary>
    public ExchangeResult(DnsResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        Kind = ExchangeKind.Reply;
        Response = response;
    }

    /// <summary>None came.</summary>
    public ExchangeResult(TransportError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
        Kind = error.Failure switch
        {
            TransportFailure.Timeout or TransportFailure.ConnectTimeout => ExchangeKind.Timeout,
            TransportFailure.ConnectionRefused or TransportFailure.Unreachable => ExchangeKind.Refused,
            _ => ExchangeKind.Closed,
        };
    }

    /// <summary>How it ended.</summary>
    public ExchangeKind Kind { get; }

    /// <summary>The response; null unless <see cref="Kind"/> is <see cref="ExchangeKind.Reply"/>.</summary>
    public DnsResponse? Response { get; }

    /// <summary>Why there is none; null for a response.</summary>
    public TransportError? Error { get; }

    /// <summary>Whether there is a response.</summary>
    [MemberNotNullWhen(true, nameof(Response))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsReply => Kind == ExchangeKind.Reply;
}
