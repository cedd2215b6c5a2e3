using System.Net;

namespace Nomen.Client.Tests.Https;

/// <summary>A body whose length nobody announced, unless a test sets the header to a lie.</summary>
internal sealed class UnannouncedContent(byte[] body) : HttpContent
{
    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new MemoryStream(body));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(body).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
