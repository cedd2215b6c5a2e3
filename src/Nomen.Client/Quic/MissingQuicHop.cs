using Nomen.Client.Hops;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Quic;

/// <summary>Stands in where the platform has no QUIC: every request fails and says what is missing.</summary>
internal sealed class MissingQuicHop : IQuicHop
{
    private static readonly HopOutcome Missing = new(new TransportError(TransportFailure.NotSupported) { Detail = QuicSupport.Missing });

    /// <inheritdoc/>
    public ValueTask<HopOutcome> AskAsync(DnsRequest request, CancellationToken limit) => ValueTask.FromResult(Missing);

    /// <inheritdoc/>
    public QuicAnswers Begin(DnsRequest request) => new(this, request);

    /// <inheritdoc/>
    public ValueTask<HopOutcome?> SendAsync(QuicAnswers answers, CancellationToken limit) => ValueTask.FromResult<HopOutcome?>(Missing);

    /// <inheritdoc/>
    public ValueTask<HopOutcome?> ReadAsync(QuicAnswers answers, CancellationToken limit) => ValueTask.FromResult<HopOutcome?>(Missing);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
