using System.Net;
using System.Net.Http.Headers;
using Nomen.Client.Hops;

namespace Nomen.Client.Https;

/// <summary>A DNS message as the body of a POST, which gives its place at the gate back once it is written, or given up.</summary>
internal sealed class MessageContent : HttpContent
{
    private static readonly MediaTypeHeaderValue MessageType = new(HttpsReply.MediaType);

    private readonly byte[] _message;
    private RequestGate? _gate;

    /// <summary>Makes a body.</summary>
    /// <param name="message">The message; not copied.</param>
    /// <param name="gate">Where a place is held for it.</param>
    public MessageContent(byte[] message, RequestGate gate)
    {
        _message = message;
        _gate = gate;
        Headers.ContentType = MessageType;
    }

    /// <summary>Gives the place back; the first call counts.</summary>
    public void LeaveGate() => Interlocked.Exchange(ref _gate, null)?.Leave();

    /// <inheritdoc/>
    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        stream.Write(_message);
        LeaveGate();
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_message, cancellationToken).ConfigureAwait(false);
        LeaveGate();
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _message.Length;
        return true;
    }
}
