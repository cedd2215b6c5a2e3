using Nomen.Client.Hops;
using Nomen.Dns.Transports;

namespace Nomen.Client.Quic;

/// <summary>One request on its stream, and the messages that answer it.</summary>
internal sealed class QuicAnswers : IAsyncDisposable
{
    private readonly IQuicHop _hop;

    /// <summary>Nothing is sent yet.</summary>
    public QuicAnswers(IQuicHop hop, DnsRequest request)
    {
        _hop = hop;
        Request = request;
        Protection = request.Protection?.Begin();
        Replies = new DoqReplies(request, Protection);
    }

    /// <summary>The request.</summary>
    public DnsRequest Request { get; }

    /// <summary>Its signature.</summary>
    public ITransmissionProtection? Protection { get; }

    /// <summary>What has come.</summary>
    public DoqReplies Replies { get; }

    /// <summary>The connection; null before there is one.</summary>
    public IQuicSession? Session { get; set; }

    /// <summary>Whether the connection had been open before.</summary>
    public bool WasOpen { get; set; }

    /// <summary>The stream; null before it is open.</summary>
    public IQuicLane? Lane { get; set; }

    /// <summary>The next message or the failure; null after the last message.</summary>
    public async ValueTask<HopOutcome?> NextAsync(CancellationToken limit)
    {
        HopOutcome? unsent = Lane is null ? await _hop.SendAsync(this, limit).ConfigureAwait(false) : null;
        return unsent ?? await _hop.ReadAsync(this, limit).ConfigureAwait(false);
    }

    /// <summary>Ends the stream.</summary>
    public ValueTask DisposeAsync() => Lane?.DisposeAsync() ?? ValueTask.CompletedTask;
}
