using System.Diagnostics.CodeAnalysis;
using Nomen.Client.Transfers;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Conformance.Vectors;

/// <summary>A transport that gives captured messages as the responses of a transfer.</summary>
internal sealed class ReplayedTransfer(DnsMessage[] messages) : IDnsStreamingTransport
{
    /// <summary>Reads them as a transfer.</summary>
    /// <exception cref="Dns.Errors.TransferException">They are none that came to its end.</exception>
    [SuppressMessage("Usage", "VSTHRD002", Justification = "Nothing blocks: every step is complete when it returns.")]
    public static TransferSummary Read(DnsRequest request, DnsMessage[] messages)
    {
        IAsyncEnumerator<TransferMessage> transfer = ZoneTransfer.ReadAsync(new ReplayedTransfer(messages), request).GetAsyncEnumerator();
        TransferSummary? summary = null;
        while (transfer.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            summary = transfer.Current.Summary;
        }

        return summary!;
    }

    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (DnsMessage message in messages)
        {
            yield return new DnsResponse(message);
        }

        await ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
