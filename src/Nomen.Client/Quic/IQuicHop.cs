using Nomen.Client.Hops;
using Nomen.Dns.Transports;

namespace Nomen.Client.Quic;

/// <summary>A hop that can also read many responses to one request.</summary>
internal interface IQuicHop : IHop
{
    /// <summary>Starts a request whose messages are read one by one; nothing is sent yet.</summary>
    QuicAnswers Begin(DnsRequest request);

    /// <summary>Sends it; null when it is sent.</summary>
    ValueTask<HopOutcome?> SendAsync(QuicAnswers answers, CancellationToken limit);

    /// <summary>Reads its next message; null after the last.</summary>
    ValueTask<HopOutcome?> ReadAsync(QuicAnswers answers, CancellationToken limit);
}
