using Nomen.Client.Https;
using Nomen.Client.Services;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Time;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>A transport over a caller's client whose server is a script, and a clock that stands still.</summary>
internal sealed class ScriptedDoh : IDisposable
{
    public const string Template = "https://dns.test/dns-query{?dns}";

    public ScriptedDoh(Func<SeenRequest, HttpResponseMessage>? answer = null, HttpsTransportOptions? options = null, string template = Template)
        : this(new ScriptedHandler(answer ?? (request => request.Reply())), options, template)
    {
    }

    public ScriptedDoh(Func<SeenRequest, Task<HttpResponseMessage>> answer, HttpsTransportOptions? options = null)
        : this(new ScriptedHandler(answer), options, Template)
    {
    }

    private ScriptedDoh(ScriptedHandler handler, HttpsTransportOptions? options, string template)
    {
        Handler = handler;
        Client = new HttpClient(handler);
        Transport = new HttpsTransport(Client, DohTemplate.Parse(template, allowPlain: true), options, new TransportServices { TimeProvider = Time });
    }

    public ScriptedHandler Handler { get; }

    public HttpClient Client { get; }

    public ManualTimeProvider Time { get; } = new();

    public HttpsTransport Transport { get; }

    /// <summary>The one request that the server saw.</summary>
    public SeenRequest Seen => Assert.Single(Handler.Seen);

    public Task<DnsResponse> AskAsync(DnsRequest? request = null, CancellationToken cancellationToken = default) =>
        Transport.SendAsync(request ?? Replies.Ask(), cancellationToken).AsTask();

    public async Task<DnsTransportException> FailAsync(DnsRequest? request = null) =>
        await Assert.ThrowsAsync<DnsTransportException>(() => AskAsync(request));

    public void Dispose() => Client.Dispose();
}
