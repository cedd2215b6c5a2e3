using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Nomen.Client.Https;
using Nomen.Client.Services;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>How the transport's own connections are opened and kept.</summary>
public sealed class HttpsConnectionTests
{
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    [Knob(typeof(HttpsConnectionOptions), nameof(HttpsConnectionOptions.ConnectTimeout))]
    public async Task A_server_that_never_shakes_hands_is_given_up_after_the_connect_timeout()
    {
        await using LoopbackServer server = new(async socket =>
        {
            while (await socket.ReceiveAsync(new byte[1000]) > 0)
            {
                // Takes the client's hello, and says nothing.
            }
        });
        // Less than the connect timeout is by default: that one would end as the other failure.
        await using HttpsTransport transport = new(
            DohTemplate.Parse($"https://{server.EndPoint}/dns-query"),
            new HttpsTransportOptions { Timeout = TimeSpan.FromSeconds(3) },
            new HttpsConnectionOptions { ConnectTimeout = TimeSpan.FromMilliseconds(50) });

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));

        Assert.Equal(TransportFailure.ConnectTimeout, e.Failure);
    }

    [Fact]
    [Knob(typeof(HttpsConnectionOptions), nameof(HttpsConnectionOptions.KeepAlivePingDelay))]
    [Knob(typeof(HttpsConnectionOptions), nameof(HttpsConnectionOptions.KeepAlivePingTimeout))]
    [Knob(typeof(HttpsConnectionOptions), nameof(HttpsConnectionOptions.IdleTimeout))]
    public void Timers_of_connections_are_the_platforms_set_to_our_values()
    {
        HttpsConnectionOptions options = new()
        {
            KeepAlivePingDelay = TimeSpan.FromSeconds(7),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(8),
            IdleTimeout = TimeSpan.FromSeconds(9),
        };

        using SocketsHttpHandler handler = HttpsConnections.CreateHandler("dns.test", options, TransportServices.Default);

        Assert.Equal((7, 8, 9), (handler.KeepAlivePingDelay.TotalSeconds, handler.KeepAlivePingTimeout.TotalSeconds, handler.PooledConnectionIdleTimeout.TotalSeconds));
        Assert.Equal(HttpKeepAlivePingPolicy.WithActiveRequests, handler.KeepAlivePingPolicy);
    }

    [Fact]
    public void Nothing_of_the_environment_is_used()
    {
        using SocketsHttpHandler handler = HttpsConnections.CreateHandler("dns.test", new HttpsConnectionOptions(), TransportServices.Default);

        Assert.False(handler.UseProxy);
        Assert.False(handler.UseCookies);
        Assert.False(handler.AllowAutoRedirect);
        Assert.Equal(DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.True(handler.SslOptions.CertificateChainPolicy!.DisableCertificateDownloads);
    }

    [Fact]
    [Knob(typeof(HttpsConnectionOptions), nameof(HttpsConnectionOptions.Proxy))]
    public async Task A_proxy_is_asked_for_a_tunnel_to_the_server()
    {
        TaskCompletionSource<string> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LoopbackServer proxy = new(async socket =>
        {
            byte[] buffer = new byte[1000];
            int read = await socket.ReceiveAsync(buffer);
            asked.TrySetResult(Encoding.ASCII.GetString(buffer, 0, read));
            await socket.SendAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        });
        await using HttpsTransport transport = new(
            DohTemplate.Parse("https://dns.test/dns-query"),
            connection: new HttpsConnectionOptions { Proxy = new WebProxy($"http://{proxy.EndPoint}") });

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));

        Assert.StartsWith("CONNECT dns.test:443 ", await asked.Task, StringComparison.Ordinal);
        Assert.Equal(TransportFailure.Network, e.Failure);
    }

    [Fact]
    [Knob(typeof(HttpsConnectionOptions), nameof(HttpsConnectionOptions.EnableMultipleHttp2Connections))]
    public async Task Another_connection_takes_what_the_first_has_no_stream_for()
    {
        await using DohServer server = await DohServer.StartAsync(HoldAsync, configure: options => options.Limits.Http2.MaxStreamsPerConnection = 1);
        await using HttpsTransport transport = new(server.Template, connection: DohServer.Trusting with { EnableMultipleHttp2Connections = true });
        Task<DnsResponse>[] asking = [Ask(transport), Ask(transport)];

        await _arrived.WaitAsync();
        await _arrived.WaitAsync();
        _go.SetResult();
        await Task.WhenAll(asking);

        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Without_that_requests_wait_for_a_stream()
    {
        await using DohServer server = await DohServer.StartAsync(HoldAsync, configure: options => options.Limits.Http2.MaxStreamsPerConnection = 1);
        await using HttpsTransport transport = new(server.Template, connection: DohServer.Trusting);
        Task<DnsResponse>[] asking = [Ask(transport), Ask(transport)];

        await _arrived.WaitAsync();
        _go.SetResult();
        await Task.WhenAll(asking);

        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [Knob(typeof(HttpsConnectionOptions), nameof(HttpsConnectionOptions.MaxHttp11Connections))]
    public async Task HTTP_1_1_has_so_many_connections_and_no_more(int connections)
    {
        await using DohServer server = await DohServer.StartAsync(HoldAsync, protocols: HttpProtocols.Http1);
        await using HttpsTransport transport = new(
            server.Template,
            new HttpsTransportOptions { Version = HttpVersion.Version11 },
            DohServer.Trusting with { MaxHttp11Connections = connections });
        Task<DnsResponse>[] asking = [.. Enumerable.Range(0, connections + 2).Select(_ => Ask(transport))];

        for (int i = 0; i < connections; i++)
        {
            await _arrived.WaitAsync();
        }

        _go.SetResult();
        await Task.WhenAll(asking);

        Assert.Equal(connections, server.Connections);
    }

    private static Task<DnsResponse> Ask(HttpsTransport transport) => transport.SendAsync(Replies.Ask()).AsTask();

    private async Task HoldAsync(HttpContext context)
    {
        _arrived.Release();
        await _go.Task;
        await DohServer.AnswerAsync(context);
    }
}
