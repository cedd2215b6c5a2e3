namespace Nomen.Client.Tests.Https;

/// <summary>A DoH server inside the process: no sockets, no threads. An answer that the script gives at once is there when sending returns.</summary>
internal sealed class ScriptedHandler(Func<SeenRequest, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public ScriptedHandler(Func<SeenRequest, HttpResponseMessage> answer)
        : this(request => Task.FromResult(answer(request)))
    {
    }

    public List<SeenRequest> Seen { get; } = [];

    public bool IsDisposed { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        SeenRequest seen = SeenRequest.Of(request, body);
        lock (Seen)
        {
            Seen.Add(seen);
        }

        HttpResponseMessage response = await answer(seen).WaitAsync(cancellationToken);
        response.RequestMessage ??= request;
        return response;
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
