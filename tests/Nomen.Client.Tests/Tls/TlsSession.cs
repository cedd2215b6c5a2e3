using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Nomen.Client.Tests.Tls;

/// <summary>What a server saw of one connection.</summary>
/// <param name="stream">After the handshake.</param>
/// <param name="handshakeOctets">What the server sent for the handshake: much less when a session is resumed, as no certificate is sent.</param>
internal sealed class TlsSession(SslStream stream, long handshakeOctets)
{
    private readonly List<byte[]> _queries = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SslProtocols Version { get; } = stream.SslProtocol;

    public string ApplicationProtocol { get; } = stream.NegotiatedApplicationProtocol.ToString();

    /// <summary>The name in the clear part of the handshake; empty when there was none.</summary>
    public string ServerName { get; } = stream.TargetHostName;

    public X509Certificate? ClientCertificate { get; } = stream.RemoteCertificate;

    public long HandshakeOctets { get; } = handshakeOctets;

    /// <summary>Completes when the client has said that it sends no more (close_notify).</summary>
    public Task Ended => _ended.Task;

    public IReadOnlyList<byte[]> Queries
    {
        get
        {
            lock (_queries)
            {
                return [.. _queries];
            }
        }
    }

    public void Add(byte[] query)
    {
        lock (_queries)
        {
            _queries.Add(query);
        }
    }

    public void End() => _ended.TrySetResult();
}
