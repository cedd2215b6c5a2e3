using System.Buffers;
using Nomen.Client.Hops;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;

namespace Nomen.Client.Https;

/// <summary>One exchange with a DoH server: composes, sends, follows redirects within the server, reads and checks (RFC 8484 section 4).</summary>
internal sealed class HttpsHop(HttpsSender sender, DohTemplate template, HttpsTransportOptions options, TransportError? unusable) : IHop
{
    /// <summary>Requests whose head is on its way before their body. As much as BIND 9.18 takes, and enough to keep a connection busy.</summary>
    /// <remarks>
    /// The platform's HTTP/2 client writes head and body apart, so that of many requests at once the heads go first. With more than this of
    /// them BIND stops reading, or closes the connection: measured, it answers eight, and not twelve. Whole requests it takes by the hundred.
    /// </remarks>
    private const int MaxBodiesPending = 8;

    /// <summary>What our OPT says about UDP; over HTTPS it means nothing, so it is the usual value.</summary>
    private const ushort PayloadSize = 1232;

    /// <summary>Most requests fit; what does not takes a rented buffer.</summary>
    private const int StackLength = 1024;

    // Between the head and the end of a body.
    private readonly RequestGate _bodies = new(MaxBodiesPending, int.MaxValue);
    private readonly int _paddingBlock = template.IsPlain ? 0 : options.PaddingBlock;

    // Over http:// there is no ALPN, and only the exact policy makes the platform speak HTTP/2 from the start.
    private readonly HttpVersionPolicy _policy = template.IsPlain ? HttpVersionPolicy.RequestVersionExact : options.VersionPolicy;

    /// <inheritdoc/>
    public async ValueTask<HopOutcome> AskAsync(DnsRequest request, CancellationToken limit)
    {
        if (unusable is not null)
        {
            return new HopOutcome(unusable);
        }

        ITransmissionProtection? protection = request.Protection?.Begin();
        if (Compose(request, protection) is not { } query)
        {
            return new HopOutcome(new TransportError(TransportFailure.RequestTooLarge));
        }

        try
        {
            using HttpResponseMessage response = await SendAsync(query, limit).ConfigureAwait(false);
            if (HttpsReply.WhyRefused(response, template, sender.IsForeign) is { } refusal)
            {
                return new HopOutcome(refusal);
            }

            (byte[]? octets, TransportError? unread) = await HttpsBody.ReadAsync(response.Content, options.MaxResponseLength, limit).ConfigureAwait(false);
            return octets is null ? new HopOutcome(unread!) : HttpsReply.Read(request, protection, octets, HttpsReply.AgeOf(response));
        }
        catch (Exception) when (limit.IsCancellationRequested)
        {
            // Whatever broke, it broke because nobody waits any more.
            return HopOutcome.Cancelled;
        }
        catch (Exception e) when (HttpsFailure.From(e) is { } failure)
        {
            return new HopOutcome(failure) { MayRepeat = HttpsFailure.MayBeOfConnection(e, failure) };
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        sender.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<HttpResponseMessage> SendAsync(byte[] query, CancellationToken limit)
    {
        bool isGet = options.Method == DohMethod.Get;
        Uri target = isGet ? template.GetUri(query) : template.PostUri;
        for (int redirects = 0; ; redirects++)
        {
            HttpResponseMessage response = isGet
                ? await sender.SendAsync(RequestTo(HttpMethod.Get, target), limit).ConfigureAwait(false)
                : await PostAsync(target, query, limit).ConfigureAwait(false);
            if (redirects >= options.MaxRedirects || HttpsRedirect.Next(target, response) is not { } next)
            {
                return response;
            }

            response.Dispose();
            target = next;
        }
    }

    private async ValueTask<HttpResponseMessage> PostAsync(Uri target, byte[] query, CancellationToken limit)
    {
        await _bodies.EnterAsync(limit).ConfigureAwait(false);

        // Neither is disposed: the body, an array, may still be on its way when the response is there.
        HttpRequestMessage request = RequestTo(HttpMethod.Post, target);
        MessageContent body = new(query, _bodies);
        request.Content = body;
        try
        {
            return await sender.SendAsync(request, limit).ConfigureAwait(false);
        }
        finally
        {
            body.LeaveGate();
        }
    }

    private HttpRequestMessage RequestTo(HttpMethod method, Uri target)
    {
        var request = new HttpRequestMessage(method, target)
        {
            Version = options.Version,
            VersionPolicy = _policy,
        };

        // RFC 8484 section 4.1: the client says which type it takes.
        request.Headers.TryAddWithoutValidation("Accept", HttpsReply.MediaType);
        return request;
    }

    /// <summary>The message in an array of its own: a connection may still be sending it when nobody waits for the response any more.</summary>
    private byte[]? Compose(DnsRequest request, ITransmissionProtection? protection)
    {
        // RFC 8484 section 4.1: ID 0, so that equal requests are equal to an HTTP cache; HTTP itself pairs them with responses.
        HopFields fields = new() { Id = 0, PayloadSize = PayloadSize, PaddingBlock = _paddingBlock, Protection = protection };
        Span<byte> buffer = stackalloc byte[StackLength];
        if (RequestComposer.TryCompose(request, buffer, fields, out int length))
        {
            return buffer[..length].ToArray();
        }

        // What did not fit was not signed: signing is the last step, and it fails too only when room was not kept.
        byte[] rented = ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        try
        {
            return RequestComposer.TryCompose(request, rented.AsSpan(0, ushort.MaxValue), fields, out length) ? rented[..length] : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
