using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Nomen.Client.Https;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>A DoH server of Kestrel's on a loopback port of the system's choice.</summary>
internal sealed class DohServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private int _connections;

    private DohServer(WebApplication application) => _application = application;

    public int Port { get; private set; }

    /// <summary>Connections made so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>What came, in order: "POST HTTP/2 /dns-query".</summary>
    public ConcurrentQueue<string> Seen { get; } = new();

    public DohTemplate Template => At("dns.test");

    /// <summary>What a client of this server needs to know.</summary>
    public static HttpsConnectionOptions Trusting { get; } = new() { Addresses = [IPAddress.Loopback], TrustedRoots = [DohCertificate.Authority] };

    public static async Task<DohServer> StartAsync(
        RequestDelegate? handle = null,
        X509Certificate2? certificate = null,
        HttpProtocols protocols = HttpProtocols.Http1AndHttp2,
        Action<KestrelServerOptions>? configure = null)
    {
        DohServer? server = null;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            configure?.Invoke(options);
            options.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = protocols;
                listen.Use(next => context =>
                {
                    Interlocked.Increment(ref server!._connections);
                    return next(context);
                });
                listen.UseHttps(certificate ?? DohCertificate.Valid);
            });
        });
        server = new DohServer(builder.Build());
        server._application.Run(context => server.HandleAsync(context, handle ?? AnswerAsync));
        await server._application.StartAsync();
        server.Port = new Uri(server._application.Urls.Single()).Port;
        return server;
    }

    /// <summary>Answers NOERROR.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        byte[] query;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            query = System.Buffers.Text.Base64Url.DecodeFromChars(context.Request.Query["dns"].ToString());
        }
        else
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            query = body.ToArray();
        }

        context.Response.ContentType = "application/dns-message";
        byte[] reply = Replies.To(query);
        context.Response.ContentLength = reply.Length;
        await context.Response.Body.WriteAsync(reply);
    }

    public DohTemplate At(string host) => DohTemplate.Parse($"https://{host}:{Port}/dns-query{{?dns}}");

    public async ValueTask DisposeAsync()
    {
        // Requests that a test left behind are not waited for.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private Task HandleAsync(HttpContext context, RequestDelegate handle)
    {
        Seen.Enqueue($"{context.Request.Method} {context.Request.Protocol} {context.Request.Path}");
        return handle(context);
    }
}
