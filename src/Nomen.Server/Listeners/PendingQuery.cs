using Nomen.Dns.Transports;

namespace Nomen.Server.Listeners;

/// <summary>A query whose answer is not there yet, with what is needed to write it when the receive buffer has moved on.</summary>
internal sealed class PendingQuery
{
    public PendingQuery(ValueTask<DnsResponse> response, DnsRequest request, ReadOnlySpan<byte> question, in AskerTraits asker)
    {
        Response = response;
        Request = request;
        Question = question.ToArray();
        Asker = asker;
    }

    /// <summary>The answer to come; awaited once.</summary>
    public ValueTask<DnsResponse> Response { get; }

    /// <summary>What was asked of the transport.</summary>
    public DnsRequest Request { get; }

    /// <summary>The client's question in wire form.</summary>
    public byte[] Question { get; }

    /// <summary>What shapes the response.</summary>
    public AskerTraits Asker { get; }
}
