using System.Net;
using System.Net.Quic;
using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices.Loopback;

/// <summary>A DoQ server (RFC 9250) that answers what the script answers.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
internal sealed class LoopbackQuicServer : IAsyncDisposable
{
    private static readonly SslApplicationProtocol Doq = new("doq");

    private readonly QuicListener _listener;
    private readonly LoopbackScript _script;

    private LoopbackQuicServer(QuicListener listener, LoopbackScript script)
    {
        _listener = listener;
        _script = script;
        _ = AcceptAsync();
    }

    public IPEndPoint EndPoint => _listener.LocalEndPoint;

    /// <summary>Starts a server.</summary>
    public static async Task<LoopbackQuicServer> StartAsync(LoopbackScript script, X509Certificate2 certificate)
    {
        QuicServerConnectionOptions connection = new()
        {
            DefaultCloseErrorCode = 0,
            DefaultStreamErrorCode = 0,
            ServerAuthenticationOptions = new SslServerAuthenticationOptions { ServerCertificate = certificate, ApplicationProtocols = [Doq] },
        };
        return new LoopbackQuicServer(
            await QuicListener.ListenAsync(new QuicListenerOptions
            {
                ListenEndPoint = new IPEndPoint(IPAddress.Loopback, 0),
                ApplicationProtocols = [Doq],
                ConnectionOptionsCallback = (_, _, _) => ValueTask.FromResult(connection),
            }),
            script);
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptConnectionAsync());
            }
        }
        catch (Exception e) when (e is QuicException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(QuicConnection connection)
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await connection.AcceptInboundStreamAsync());
            }
        }
        catch (QuicException)
        {
            // The client has gone.
        }

        await connection.DisposeAsync();
    }

    private async Task AnswerAsync(QuicStream stream)
    {
        await using (stream)
        {
            if (await LoopbackFrames.ReadAsync(stream) is { } query)
            {
                UpstreamEnd end = await _script.AskAsync(query, overTcp: true);
                await stream.WriteAsync(LoopbackFrames.Of(end.Messages), completeWrites: true);
            }
        }
    }
}
