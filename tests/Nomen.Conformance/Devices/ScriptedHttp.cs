using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices;

/// <summary>An HTTP handler whose server is a scripted network: takes the DNS message out of a DoH request and puts the reply into its response.</summary>
/// <remarks>Nothing leaves the run's thread: the caller goes on where the network ends the query.</remarks>
internal sealed class ScriptedHttp(ScriptedNetwork network, IPEndPoint server) : HttpMessageHandler
{
    private static readonly MediaTypeHeaderValue MessageType = new("application/dns-message");

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // Completed where the network stands, on no pool thread: RunContinuationsAsynchronously would leave the run.
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        CancellationTokenRegistration givenUp = cancellationToken.UnsafeRegister(_ => answer.TrySetCanceled(cancellationToken), null);
        network.Ask(BodyOf(request), server, overTcp: true, end =>
        {
            givenUp.Unregister();
            Answer(answer, end);
        });
        return answer.Task;
    }

    private static byte[] BodyOf(HttpRequestMessage request)
    {
        using MemoryStream body = new();
        request.Content!.CopyTo(body, context: null, CancellationToken.None);
        return body.ToArray();
    }

    private static void Answer(TaskCompletionSource<HttpResponseMessage> answer, UpstreamEnd end)
    {
        if (end.Kind == UpstreamEndKind.Closed)
        {
            answer.TrySetException(new HttpRequestException(HttpRequestError.ConnectionError, "closed", new SocketException((int)SocketError.ConnectionRefused)));
        }
        else if (end.Messages is [var first, ..])
        {
            // One HTTP response carries one message; what a script sends after it has no way to travel.
            answer.TrySetResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(first) { Headers = { ContentType = MessageType } } });
        }
    }
}
