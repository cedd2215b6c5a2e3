using System.Runtime.Versioning;
using Nomen.Client.Hops;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Quic;

/// <summary>One exchange over QUIC: a stream of its own on the shared connection (RFC 9250 section 4.2).</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
internal sealed class QuicHop(IQuicConnector connector, QuicTransportOptions options) : IQuicHop
{
    private readonly QuicSessions _sessions = new(connector);

    /// <inheritdoc/>
    public async ValueTask<HopOutcome> AskAsync(DnsRequest request, CancellationToken limit)
    {
        QuicAnswers answers = Begin(request);
        await using (answers.ConfigureAwait(false))
        {
            return await answers.NextAsync(limit).ConfigureAwait(false) ?? new HopOutcome(new TransportError(TransportFailure.Protocol));
        }
    }

    /// <inheritdoc/>
    public QuicAnswers Begin(DnsRequest request) => new(this, request);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sessions.DisposeAsync();

    /// <summary>Sends a request on a new stream.</summary>
    /// <param name="answers">The request.</param>
    /// <param name="limit">Gives up.</param>
    /// <returns>Null when it is sent, or why it is not.</returns>
    public async ValueTask<HopOutcome?> SendAsync(QuicAnswers answers, CancellationToken limit)
    {
        if (DoqRequest.Compose(answers.Request, answers.Protection, options.PaddingBlock) is not { } frame)
        {
            return new HopOutcome(new TransportError(TransportFailure.RequestTooLarge));
        }

        try
        {
            (answers.Session, answers.WasOpen) = await _sessions.GetAsync(limit).ConfigureAwait(false);
            answers.Lane = await answers.Session.OpenAsync(limit).ConfigureAwait(false);
            await answers.Lane.WriteLastAsync(frame, limit).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (limit.IsCancellationRequested || QuicFailure.From(e, answers.Session is null) is not null)
        {
            return await FailAsync(answers, e, limit).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the next message.</summary>
    /// <returns>Null when there is none any more.</returns>
    public async ValueTask<HopOutcome?> ReadAsync(QuicAnswers answers, CancellationToken limit)
    {
        DoqReplies replies = answers.Replies;
        DnsMessage? message;
        try
        {
            while (!replies.TryTake(out message) && replies.Error is null && !replies.IsComplete)
            {
                int read = await answers.Lane!.ReadAsync(replies.Free(), limit).ConfigureAwait(false);
                if (read == 0)
                {
                    replies.End();
                }
                else
                {
                    replies.Advance(read);
                }
            }
        }
        catch (Exception e) when (limit.IsCancellationRequested || QuicFailure.From(e, isConnecting: false) is not null)
        {
            return await FailAsync(answers, e, limit).ConfigureAwait(false);
        }

        if (message is not null)
        {
            return new HopOutcome(message);
        }

        if (replies.IsPeerAtFault)
        {
            await _sessions.GiveUpAsync(answers.Session!, DoqError.ProtocolError).ConfigureAwait(false);
        }

        return replies.Error is { } error ? new HopOutcome(error) : null;
    }

    /// <summary>Ends one stream, or the connection with it.</summary>
    private async ValueTask<HopOutcome> FailAsync(QuicAnswers answers, Exception exception, CancellationToken limit)
    {
        if (limit.IsCancellationRequested)
        {
            // RFC 9250 section 4.3.1: the server need not go on; other requests on the connection do.
            answers.Lane?.Abort(DoqError.RequestCancelled);
            return HopOutcome.Cancelled;
        }

        TransportError error = QuicFailure.From(exception, answers.Session is null)!;
        if (answers.Session is { } session && !QuicFailure.IsOfStream(exception))
        {
            await _sessions.GiveUpAsync(session, DoqError.NoError).ConfigureAwait(false);
        }

        return new HopOutcome(error) { MayRepeat = answers.WasOpen && error.Failure == TransportFailure.ConnectionClosed };
    }
}
