using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Nomen.Interop.Tests.Servers;

[Collection(LabCollection.Name)]
public sealed class LabTlsTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    public async Task The_TLS_port_has_the_labs_certificate(Server server)
    {
        SslApplicationProtocol? chosen = await HandshakeAsync(await lab.TlsAddressOfAsync(server), new SslApplicationProtocol("dot"));

        Assert.NotNull(chosen);
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    public async Task The_HTTPS_port_has_the_labs_certificate_and_speaks_HTTP_2(Server server)
    {
        SslApplicationProtocol? chosen = await HandshakeAsync(await lab.HttpsAddressOfAsync(server), SslApplicationProtocol.Http2);

        Assert.Equal(SslApplicationProtocol.Http2, chosen);
    }

    private static async Task<SslApplicationProtocol?> HandshakeAsync(IPEndPoint address, SslApplicationProtocol offered)
    {
        using TcpClient client = new();
        await client.ConnectAsync(address);
        await using SslStream stream = new(client.GetStream());
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(LabCertificate.Authority);

        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = LabCertificate.Name,
            ApplicationProtocols = [offered],
            CertificateChainPolicy = policy,
        });

        return stream.NegotiatedApplicationProtocol;
    }
}
