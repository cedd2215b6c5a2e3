using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices.Loopback;

/// <summary>A DoH server of Kestrel's that answers what the script answers.</summary>
internal sealed class LoopbackHttpsServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LoopbackHttpsServer(WebApplication application) => _application = application;

    public int Port => new Uri(_application.Urls.Single()).Port;

    /// <summary>Starts a server.</summary>
    public static async Task<LoopbackHttpsServer> StartAsync(LoopbackScript script, X509Certificate2 certificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        LoopbackHttpsServer server = new(builder.Build());
        server._application.Run(context => AnswerAsync(context, script));
        await server._application.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        // Requests that the script leaves without an answer are not waited for.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, LoopbackScript script)
    {
        // One HTTP response carries one message; what a script sends after it has no way to travel.
        UpstreamEnd end = await script.AskAsync(await QueryAsync(context.Request), overTcp: true).WaitAsync(context.RequestAborted);
        context.Response.ContentType = "application/dns-message";
        context.Response.ContentLength = end.Messages[0].Length;
        await context.Response.Body.WriteAsync(end.Messages[0]);
    }

    private static async Task<byte[]> QueryAsync(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method))
        {
            return Base64Url.DecodeFromChars(request.Query["dns"].ToString());
        }

        using MemoryStream body = new();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }
}
