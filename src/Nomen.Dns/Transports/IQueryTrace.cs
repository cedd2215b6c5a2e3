namespace Nomen.Dns.Transports;

/// <summary>Is told what happens while a query is answered: for <c>nomen trace</c>, explanations and tests.</summary>
public interface IQueryTrace
{
    /// <summary>Something happened. Called from any thread; must return at once.</summary>
    /// <param name="request">The request that it belongs to.</param>
    /// <param name="what">One line for a person: sent, retried, truncated, referred ...</param>
    /// <param name="upstream">The server concerned, in its textual form, if any.</param>
    void On(DnsRequest request, string what, string? upstream);
}
