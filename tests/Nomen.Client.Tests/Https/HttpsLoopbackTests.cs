using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Nomen.Client.Https;
using Nomen.Client.Tls;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>Connections of the transport's own to a real server, over TLS on loopback. The server's name resolves nowhere: the address is given.</summary>
public sealed class HttpsLoopbackTests
{
    [Theory]
    [InlineData(DohMethod.Post, "POST HTTP/2 /dns-query")]
    [InlineData(DohMethod.Get, "GET HTTP/2 /dns-query")]
    [Rfc(8484, "5.2")]
    public async Task Asks_over_HTTP_2(DohMethod method, string seen)
    {
        await using DohServer server = await DohServer.StartAsync();
        await using HttpsTransport transport = new(server.Template, new() { Method = method }, DohServer.Trusting);

        DnsResponse response = await transport.SendAsync(Replies.Ask());

        Assert.Equal((Rcode.NoError, DnsProtocol.Https), (response.Rcode, response.Protocol));
        Assert.Equal([seen], server.Seen);
    }

    [Fact]
    public async Task Falls_back_to_HTTP_1_1_where_the_server_has_no_more()
    {
        await using DohServer server = await DohServer.StartAsync(protocols: HttpProtocols.Http1);
        await using HttpsTransport transport = new(server.Template, connection: DohServer.Trusting);

        await transport.SendAsync(Replies.Ask());

        Assert.Equal(["GET HTTP/1.1 /dns-query"], server.Seen);
    }

    [Fact]
    public async Task An_exact_version_that_the_server_has_not_is_an_error()
    {
        await using DohServer server = await DohServer.StartAsync(protocols: HttpProtocols.Http1);
        await using HttpsTransport transport = new(server.Template, new() { VersionPolicy = HttpVersionPolicy.RequestVersionExact }, DohServer.Trusting);

        DnsTransportException e = await FailAsync(transport);

        Assert.Contains(e.Failure, (TransportFailure[])[TransportFailure.Protocol, TransportFailure.Tls]);
        Assert.Empty(server.Seen);
    }

    [Fact]
    public async Task A_hundred_requests_share_one_connection()
    {
        await using DohServer server = await DohServer.StartAsync();
        await using HttpsTransport transport = new(server.Template, connection: DohServer.Trusting);

        DnsResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => transport.SendAsync(Replies.Ask($"n{i}.example.")).AsTask()));

        Assert.All(responses, (response, i) => Assert.Equal($"n{i}.example.", response.Message.Question!.Value.Name.ToString()));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    [Knob(typeof(HttpsConnectionOptions), nameof(HttpsConnectionOptions.Addresses))]
    public async Task Needs_no_name_to_be_looked_up_when_the_address_is_given()
    {
        await using DohServer server = await DohServer.StartAsync();
        await using HttpsTransport transport = new(server.At("dns.test"), connection: DohServer.Trusting);

        Assert.Equal(Rcode.NoError, (await transport.SendAsync(Replies.Ask())).Rcode);
    }

    [Fact]
    public async Task A_host_that_is_an_address_needs_none()
    {
        await using DohServer server = await DohServer.StartAsync();
        await using HttpsTransport transport = new(server.At("127.0.0.1"), connection: DohServer.Trusting with { Addresses = [] });

        Assert.Equal(Rcode.NoError, (await transport.SendAsync(Replies.Ask())).Rcode);
    }

    [Fact]
    [Knob(typeof(HttpsConnectionOptions), nameof(HttpsConnectionOptions.TrustedRoots))]
    public async Task A_certificate_of_an_unknown_authority_is_a_TLS_failure()
    {
        await using DohServer server = await DohServer.StartAsync();
        await using HttpsTransport transport = new(server.Template, connection: DohServer.Trusting with { TrustedRoots = [] });

        Assert.Equal(TransportFailure.Tls, (await FailAsync(transport)).Failure);
        Assert.Empty(server.Seen);
    }

    [Fact]
    [Rfc(8484, "5")]
    public async Task A_certificate_for_another_name_is_a_TLS_failure()
    {
        await using DohServer server = await DohServer.StartAsync(certificate: DohCertificate.WrongName);
        await using HttpsTransport transport = new(server.Template, connection: DohServer.Trusting);

        DnsTransportException e = await FailAsync(transport);

        Assert.Equal(TransportFailure.Tls, e.Failure);
        Assert.Contains("other.test", e.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_is_a_TLS_failure()
    {
        await using DohServer server = await DohServer.StartAsync(certificate: DohCertificate.Expired);
        await using HttpsTransport transport = new(server.Template, connection: DohServer.Trusting);

        Assert.Equal(TransportFailure.Tls, (await FailAsync(transport)).Failure);
        Assert.Empty(server.Seen);
    }

    [Fact]
    [Knob(typeof(HttpsConnectionOptions), nameof(HttpsConnectionOptions.Pins))]
    public async Task With_pins_one_must_be_that_of_the_server_or_its_authority()
    {
        await using DohServer server = await DohServer.StartAsync();
        await using HttpsTransport pinned = new(server.Template, connection: DohServer.Trusting with { Pins = [SpkiPin.Of(DohCertificate.Valid)] });
        await using HttpsTransport pinnedAuthority = new(server.Template, connection: DohServer.Trusting with { Pins = [SpkiPin.Of(DohCertificate.Authority)] });
        await using HttpsTransport other = new(server.Template, connection: DohServer.Trusting with { Pins = [SpkiPin.Of(DohCertificate.WrongName)] });

        await pinned.SendAsync(Replies.Ask());
        await pinnedAuthority.SendAsync(Replies.Ask());

        Assert.Equal(TransportFailure.Tls, (await FailAsync(other)).Failure);
    }

    [Fact]
    public async Task A_pin_does_not_replace_the_name()
    {
        await using DohServer server = await DohServer.StartAsync(certificate: DohCertificate.WrongName);
        await using HttpsTransport transport = new(server.Template, connection: DohServer.Trusting with { Pins = [SpkiPin.Of(DohCertificate.WrongName)] });

        Assert.Equal(TransportFailure.Tls, (await FailAsync(transport)).Failure);
    }

    [Fact]
    public async Task Does_not_follow_a_redirect_to_another_server()
    {
        await using DohServer other = await DohServer.StartAsync();
        await using DohServer server = await DohServer.StartAsync(context =>
        {
            context.Response.Redirect($"https://127.0.0.1:{other.Port}/dns-query", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        await using HttpsTransport transport = new(server.Template, connection: DohServer.Trusting);

        Assert.Equal(TransportFailure.HttpStatus, (await FailAsync(transport)).Failure);
        Assert.Empty(other.Seen);
    }

    [Fact]
    public async Task A_callers_client_that_follows_a_redirect_to_another_server_gets_an_error()
    {
        await using DohServer other = await DohServer.StartAsync();
        await using DohServer server = await DohServer.StartAsync(context =>
        {
            context.Response.Redirect($"https://127.0.0.1:{other.Port}/dns-query", permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });
        using HttpClient client = new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetCertHashString() == DohCertificate.Valid.Thumbprint } });
        await using HttpsTransport transport = new(client, server.At("127.0.0.1"));

        DnsTransportException e = await FailAsync(transport);

        Assert.Equal(TransportFailure.HttpStatus, e.Failure);
        Assert.Contains($"{other.Port}", e.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_70_KB_over_HTTP_2_fails_its_request_and_no_other()
    {
        await using DohServer server = await DohServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/dns-query" && context.Request.ContentLength == 256)
            {
                context.Response.ContentType = "application/dns-message";
                await context.Response.Body.WriteAsync(new byte[70_000]);
                return;
            }

            await DohServer.AnswerAsync(context);
        });
        await using HttpsTransport transport = new(server.Template, new() { Method = DohMethod.Post }, DohServer.Trusting);
        string longName = string.Join('.', Enumerable.Repeat("label", 25)) + ".example.";

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask(longName)));
        DnsResponse response = await transport.SendAsync(Replies.Ask());

        Assert.Equal((TransportFailure.Protocol, Rcode.NoError), (e.Failure, response.Rcode));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_request_that_is_cancelled_leaves_the_connection_to_the_others()
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using DohServer server = await DohServer.StartAsync(async context =>
        {
            if (arrived.TrySetResult())
            {
                context.RequestAborted.Register(() => aborted.TrySetResult());
                await aborted.Task;
                return;
            }

            await DohServer.AnswerAsync(context);
        });
        await using HttpsTransport transport = new(server.Template, connection: DohServer.Trusting);
        using CancellationTokenSource source = new();
        Task<DnsResponse> cancelled = transport.SendAsync(Replies.Ask(), source.Token).AsTask();
        await arrived.Task;

        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await aborted.Task;

        Assert.Equal(Rcode.NoError, (await transport.SendAsync(Replies.Ask())).Rcode);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    [Rfc(8484, "5.2")]
    public async Task HTTP_3_is_asked_for_only_where_the_policy_allows_to_do_without_QUIC()
    {
        await using DohServer server = await DohServer.StartAsync();
        await using HttpsTransport lenient = new(server.Template, new() { Version = HttpVersion.Version30 }, DohServer.Trusting);
        await using HttpsTransport exact = new(server.Template, new() { Version = HttpVersion.Version30, VersionPolicy = HttpVersionPolicy.RequestVersionExact }, DohServer.Trusting);

        await lenient.SendAsync(Replies.Ask());
        DnsTransportException e = await FailAsync(exact);

        Assert.Equal(["GET HTTP/2 /dns-query"], server.Seen);
        Assert.Equal(Nomen.Client.Quic.QuicTransport.IsSupported ? e.Failure : TransportFailure.NotSupported, e.Failure);
    }

    private static async Task<DnsTransportException> FailAsync(HttpsTransport transport) =>
        await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));
}
