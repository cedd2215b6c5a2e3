using System.Buffers.Text;
using System.Net;

namespace Nomen.Client.Tests.Https;

/// <summary>What a DoH server sees of a request.</summary>
internal sealed record SeenRequest(string Method, Uri Uri, Version Version, HttpVersionPolicy Policy, string? Accept, string? ContentType, byte[] Body)
{
    /// <summary>The DNS message, wherever it travelled.</summary>
    public byte[] Message => Method == "GET" ? Base64Url.DecodeFromChars(Uri.Query.AsSpan(Uri.Query.IndexOf("dns=", StringComparison.Ordinal) + 4)) : Body;

    public static SeenRequest Of(HttpRequestMessage request, byte[] body) => new(
        request.Method.Method,
        request.RequestUri!,
        request.Version,
        request.VersionPolicy,
        request.Headers.TryGetValues("Accept", out IEnumerable<string>? accept) ? string.Join(',', accept) : null,
        request.Content?.Headers.ContentType?.ToString(),
        body);

    public HttpResponseMessage Reply(byte[]? message = null, HttpStatusCode status = HttpStatusCode.OK, string? type = "application/dns-message") =>
        Respond(new ByteArrayContent(message ?? Streams.Replies.To(Message)), status, type);

    public static HttpResponseMessage Respond(HttpContent content, HttpStatusCode status = HttpStatusCode.OK, string? type = "application/dns-message")
    {
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return new HttpResponseMessage(status) { Content = content };
    }
}
