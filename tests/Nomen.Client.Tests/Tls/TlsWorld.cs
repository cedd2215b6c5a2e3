using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Services;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Tls;

/// <summary>One authority, one clock, and clients that trust the first and live by the second.</summary>
internal sealed class TlsWorld
{
    public TestAuthority Authority { get; } = new();

    public ManualTimeProvider Time { get; } = new(TestAuthority.Now);

    public TransportServices Services => field ??= new TransportServices { TimeProvider = Time };

    /// <summary>Options of a client that knows the server as <c>dns.example</c> and trusts the authority.</summary>
    public TlsConnectorOptions Trusting => field ??= new TlsConnectorOptions { AuthenticationName = "dns.example", TrustedRoots = [Authority.Certificate] };

    public TlsServer Server(X509Certificate2? certificate = null) => new(certificate ?? Authority.Issue());

    public TlsConnector Connector(TlsServer server, TlsConnectorOptions? options = null) => new(server.EndPoint, options ?? Trusting, Services);

    /// <summary>One request over a connection of its own.</summary>
    public async Task<DnsResponse> AskAsync(TlsServer server, TlsConnectorOptions? options = null, StreamTransportOptions? stream = null)
    {
        await using StreamTransport transport = new(Connector(server, options), stream, Services);
        return await transport.SendAsync(Replies.Ask());
    }

    /// <summary>The reason why TLS failed; the server saw no query.</summary>
    public async Task<string> RefusalAsync(TlsServer server, TlsConnectorOptions? options = null)
    {
        int queries = server.Sessions.Sum(session => session.Queries.Count);
        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(() => AskAsync(server, options));
        Assert.Equal(TransportFailure.Tls, e.Failure);
        Assert.Equal(queries, server.Sessions.Sum(session => session.Queries.Count));
        return e.Error.Detail!;
    }
}
