using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Tls;

/// <summary>A server of TLS 1.3 that refuses the client's certificate, or the lack of one: it says so when the client's handshake is done.</summary>
public sealed class RefusedClientTests
{
    [ProgramTheory(OpenSslServer.Program)]
    [InlineData(false, "certificate required")]
    [InlineData(true, "unknown ca")]
    [Rfc(8446, "4.4.2.4")]
    public async Task The_alert_is_what_the_error_says_and_counts_as_a_failure_to_connect(bool hasCertificate, string alert)
    {
        await using OpenSslServer server = await OpenSslServer.StartAsync();
        await using MultiStreamTransport transport = TlsLab.TlsConnections(server.EndPoint, TlsLab.Trusting with { ClientCertificate = hasCertificate ? Stranger() : null });

        DnsTransportException first = await FailAsync(transport);
        DnsTransportException second = await FailAsync(transport);

        Assert.Equal((TransportFailure.Tls, TransportFailure.Tls), (first.Failure, second.Failure));
        string expected = $"the server sent the TLS alert '{alert}', after the handshake and before any answer";
        Assert.StartsWith(expected, first.Error.Detail, StringComparison.Ordinal);
        Assert.StartsWith(expected, second.Error.Detail, StringComparison.Ordinal);
        Assert.Equal(transport.Statistics.StartedConnections, transport.Statistics.FailedConnects);
    }

    private static async Task<DnsTransportException> FailAsync(MultiStreamTransport transport) =>
        await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(DnsRequest.Query("example.com", DnsType.A)));

    private static X509Certificate2 Stranger()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=stranger", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
