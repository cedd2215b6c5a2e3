using Nomen.Dns.Transports;

namespace Nomen.Server.Listeners;

/// <summary>A zone transfer to run, with what is needed to write its messages.</summary>
internal sealed class PendingTransfer
{
    public PendingTransfer(IAsyncEnumerable<DnsResponse> responses, DnsRequest request, ReadOnlySpan<byte> question, in AskerTraits asker)
    {
        Responses = responses;
        Request = request;
        Question = question.ToArray();
        Asker = asker;
    }

    /// <summary>The messages to come.</summary>
    public IAsyncEnumerable<DnsResponse> Responses { get; }

    /// <summary>What was asked of the transport.</summary>
    public DnsRequest Request { get; }

    /// <summary>The client's question in wire form.</summary>
    public byte[] Question { get; }

    /// <summary>What shapes the messages.</summary>
    public AskerTraits Asker { get; }
}
