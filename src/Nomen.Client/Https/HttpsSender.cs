namespace Nomen.Client.Https;

/// <summary>Sends one HTTP request and returns when the head of its response is there: through our own handler, or through a caller's client.</summary>
internal sealed class HttpsSender : IDisposable
{
    private readonly HttpMessageInvoker? _owned;
    private readonly HttpClient? _client;

    /// <summary>Through our own handler: nothing of what a client adds.</summary>
    public HttpsSender(HttpMessageInvoker owned) => _owned = owned;

    /// <summary>Through a caller's client.</summary>
    public HttpsSender(HttpClient client) => _client = client;

    /// <summary>Whether somebody else may have followed redirects.</summary>
    public bool IsForeign => _client is not null;

    /// <summary>Sends.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _owned?.SendAsync(request, cancellationToken) ?? _client!.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Closes our own connections; a caller's client stays as it is.</summary>
    public void Dispose() => _owned?.Dispose();
}
