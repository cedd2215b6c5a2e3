namespace Nomen.Dns.Errors;

/// <summary>Why a transport has no (usable) response.</summary>
public enum TransportFailure
{
    /// <summary>No response within the time allowed.</summary>
    Timeout,

    /// <summary>The upstream's host says that nobody listens (ICMP port unreachable, RST at connect).</summary>
    ConnectionRefused,

    /// <summary>No route to the upstream, or the network is down.</summary>
    Unreachable,

    /// <summary>The connection ended before the response came.</summary>
    ConnectionClosed,

    /// <summary>Connecting did not finish in time.</summary>
    ConnectTimeout,

    /// <summary>TLS or certificate failure.</summary>
    Tls,

    /// <summary>The HTTP response has a status that is no success; see the detail for which (RFC 8484 section 4.2.1).</summary>
    HttpStatus,

    /// <summary>The HTTP response is not <c>application/dns-message</c> (RFC 8484 section 6): a captive portal, perhaps.</summary>
    ContentType,

    /// <summary>The upstream broke the protocol: frames or messages that cannot be read, too many replies that match nothing.</summary>
    Protocol,

    /// <summary>The response was truncated and could not be had in full.</summary>
    Truncated,

    /// <summary>Too many requests at once: the queue is full.</summary>
    Overloaded,

    /// <summary>The request does not fit a message, or the upstream's limits.</summary>
    RequestTooLarge,

    /// <summary>No upstream is configured, or none is available.</summary>
    NoUpstream,

    /// <summary>No route covers the query name.</summary>
    NoRoute,

    /// <summary>The work that one query may cause is used up.</summary>
    BudgetExhausted,

    /// <summary>The transport was disposed.</summary>
    Disposed,

    /// <summary>The platform lacks what the transport needs.</summary>
    NotSupported,

    /// <summary>Any other failure of the system's network calls; see the inner exception.</summary>
    Network,
}
