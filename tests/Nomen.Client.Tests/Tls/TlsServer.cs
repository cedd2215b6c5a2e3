using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Tests.Streams;

namespace Nomen.Client.Tests.Tls;

/// <summary>A DNS server over real TLS on a loopback port, which answers everything, and tells what it saw.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly SslServerAuthenticationOptions _settings;
    private readonly Func<NetworkStream, Stream> _wrap;
    private readonly List<TlsSession> _sessions = [];
    private readonly LoopbackServer _server;

    public TlsServer(X509Certificate2 certificate, Action<SslServerAuthenticationOptions>? configure = null, Func<NetworkStream, Stream>? wrap = null)
    {
        _settings = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
            ApplicationProtocols = [new SslApplicationProtocol("dot")],
        };
        configure?.Invoke(_settings);
        _wrap = wrap ?? (stream => stream);
        _server = new LoopbackServer(HandleAsync);
    }

    public IPEndPoint EndPoint => _server.EndPoint;

    /// <summary>The handshakes that were completed.</summary>
    public IReadOnlyList<TlsSession> Sessions
    {
        get
        {
            lock (_sessions)
            {
                return [.. _sessions];
            }
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(Socket socket)
    {
        await using CountingStream counting = new(_wrap(new NetworkStream(socket)));
        await using SslStream stream = new(counting);
        try
        {
            await stream.AuthenticateAsServerAsync(_settings);
            TlsSession session = new(stream, counting.Written);
            lock (_sessions)
            {
                _sessions.Add(session);
            }

            await AnswerAsync(stream, session);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // The client refused the server, or went away.
        }
    }

    private static async Task AnswerAsync(SslStream stream, TlsSession session)
    {
        byte[] prefix = new byte[2];
        while (await stream.ReadAtLeastAsync(prefix, 2, throwOnEndOfStream: false) == 2)
        {
            byte[] query = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
            await stream.ReadExactlyAsync(query);
            session.Add(query);
            await stream.WriteAsync(Replies.Frame(Replies.To(query)));
        }

        session.End();
    }
}
