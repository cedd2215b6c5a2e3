using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Nomen.Conformance.Running;

namespace Nomen.Conformance.Devices.Loopback;

/// <summary>A TCP or TLS server that answers what the script answers.</summary>
internal sealed class LoopbackStreamServer : IAsyncDisposable
{
    private readonly LoopbackScript _script;
    private readonly bool _isTls;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _sockets = [];

    /// <summary>Starts a server.</summary>
    /// <param name="script">Its answers.</param>
    /// <param name="isTls">Whether it speaks TLS.</param>
    public LoopbackStreamServer(LoopbackScript script, bool isTls = false)
    {
        _script = script;
        _isTls = isTls;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _ = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        lock (_sockets)
        {
            _sockets.ForEach(socket => socket.Dispose());
        }

        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync();
                lock (_sockets)
                {
                    _sockets.Add(socket);
                }

                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using NetworkStream network = new(socket, ownsSocket: true);
            await using SslStream? tls = !_isTls ? null : new SslStream(network);
            if (tls is not null)
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificateContext = LoopbackCertificate.Context, ApplicationProtocols = [new SslApplicationProtocol("dot")] });
            }

            await AnswerAsync((Stream?)tls ?? network);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or AuthenticationException)
        {
            // The client went away, or was never content: its transport tells.
        }
    }

    private async Task AnswerAsync(Stream stream)
    {
        using SemaphoreSlim writing = new(1);
        while (await LoopbackFrames.ReadAsync(stream) is { } query)
        {
            _ = AnswerAsync(stream, writing, query);
        }
    }

    private async Task AnswerAsync(Stream stream, SemaphoreSlim writing, byte[] query)
    {
        UpstreamEnd end = await _script.AskAsync(query, overTcp: true);
        await writing.WaitAsync();
        await stream.WriteAsync(LoopbackFrames.Of(end.Messages));
        writing.Release();
    }
}
