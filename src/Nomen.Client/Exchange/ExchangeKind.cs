namespace Nomen.Client.Exchange;

/// <summary>How one exchange with an upstream ended.</summary>
public enum ExchangeKind
{
    /// <summary>With a response; its RCODE may be any.</summary>
    Reply,

    /// <summary>Without one within the time allowed, connecting included.</summary>
    Timeout,

    /// <summary>The upstream's host or the network said that nobody is there: refused or unreachable. Another server is worth asking at once.</summary>
    Refused,

    /// <summary>Without a usable response for any other reason, such as a connection that ended, a response that stayed cut, or a full queue; the error says which.</summary>
    Closed,
}
