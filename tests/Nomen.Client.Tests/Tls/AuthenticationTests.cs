using System.Security.Cryptography.X509Certificates;
using Nomen.Client.Sockets;
using Nomen.Client.Tls;
using Nomen.Dns.Errors;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Tls;

/// <summary>Whom a client believes to be its server (RFC 8310): real handshakes on loopback, the certificates' time is the test's.</summary>
public sealed class AuthenticationTests
{
    private readonly TlsWorld _world = new();

    [Fact]
    [Knob(typeof(TlsConnectorOptions), nameof(TlsConnectorOptions.TrustedRoots))]
    public async Task A_server_with_the_right_name_of_a_trusted_authority_is_asked()
    {
        await using TlsServer server = _world.Server();

        DnsResponse response = await _world.AskAsync(server);

        Assert.Equal(DnsProtocol.Tls, response.Protocol);
        Assert.Equal($"tls://{server.EndPoint}#dns.example", response.Upstream);
        Assert.Equal("dns.example", server.Sessions[0].ServerName);
    }

    [Fact]
    [Knob(typeof(TlsConnectorOptions), nameof(TlsConnectorOptions.AuthenticationName))]
    [Rfc(8310, "8.1")]
    public async Task A_certificate_for_another_name_is_refused_and_both_names_are_told()
    {
        await using TlsServer server = _world.Server(_world.Authority.Issue("other.example"));

        string reason = await _world.RefusalAsync(server);

        Assert.Equal("its certificate is for other.example, not for dns.example", reason);
    }

    [Fact]
    [Rfc(8310, "8.1")]
    public async Task The_subject_field_is_not_looked_at()
    {
        await using TlsServer server = _world.Server(_world.Authority.Issue(name: null, subject: "CN=dns.example"));

        string reason = await _world.RefusalAsync(server);

        Assert.Equal("its certificate is for nobody by name, not for dns.example", reason);
    }

    [Fact]
    public async Task A_wildcard_covers_one_label()
    {
        await using TlsServer server = _world.Server(_world.Authority.Issue("*.example"));

        await _world.AskAsync(server);
        string reason = await _world.RefusalAsync(server, _world.Trusting with { AuthenticationName = "a.dns.example" });

        Assert.Contains("*.example", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_the_certificate_must_be_for_the_address()
    {
        TlsConnectorOptions nameless = _world.Trusting with { AuthenticationName = null };
        await using TlsServer right = _world.Server(_world.Authority.Issue("127.0.0.1"));
        await using TlsServer wrong = _world.Server(_world.Authority.Issue("192.0.2.1"));

        DnsResponse response = await _world.AskAsync(right, nameless);
        string reason = await _world.RefusalAsync(wrong, nameless);

        Assert.Equal($"tls://{right.EndPoint}", response.Upstream);
        Assert.Equal("its certificate is for 192.0.2.1, not for 127.0.0.1", reason);
    }

    [Theory]
    [InlineData(-60, -1)]
    [InlineData(1, 60)]
    public async Task A_certificate_out_of_date_is_refused_with_its_dates(int fromDay, int toDay)
    {
        await using TlsServer server = _world.Server(_world.Authority.Issue(notBefore: TestAuthority.Now.AddDays(fromDay), notAfter: TestAuthority.Now.AddDays(toDay)));

        string reason = await _world.RefusalAsync(server);

        Assert.StartsWith($"its certificate is valid from {TestAuthority.Now.AddDays(fromDay):yyyy-MM-dd} 00:00 UTC to {TestAuthority.Now.AddDays(toDay):yyyy-MM-dd} 00:00 UTC only", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_nobody_else_signed_is_refused()
    {
        await using TlsServer server = _world.Server(TestAuthority.SelfSigned());

        string reason = await _world.RefusalAsync(server);

        Assert.Contains("not trusted", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_an_unknown_authority_is_refused()
    {
        await using TlsServer server = _world.Server();

        string unknown = await _world.RefusalAsync(server, _world.Trusting with { TrustedRoots = [new TestAuthority().Certificate] });
        string system = await _world.RefusalAsync(server, _world.Trusting with { TrustedRoots = default });

        Assert.Contains("no trusted authority", unknown, StringComparison.Ordinal);
        Assert.Contains("no trusted authority", system, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_clients_is_refused()
    {
        await using TlsServer server = _world.Server(_world.Authority.Issue(usage: TestAuthority.ForClients));

        string reason = await _world.RefusalAsync(server);

        Assert.Equal("its certificate is not for servers", reason);
    }

    [Fact]
    [Knob(typeof(TlsConnectorOptions), nameof(TlsConnectorOptions.Revocation))]
    public async Task A_certificate_whose_revocation_is_unknown_is_refused_when_it_matters()
    {
        await using TlsServer server = _world.Server();

        string reason = await _world.RefusalAsync(server, _world.Trusting with { Revocation = X509RevocationMode.Offline });

        Assert.Equal("its certificate cannot be checked for revocation", reason);
    }

    [Fact]
    [Knob(typeof(TlsConnectorOptions), nameof(TlsConnectorOptions.Profile))]
    [Rfc(8310, "5")]
    public async Task The_opportunistic_profile_asks_a_server_that_proves_nothing()
    {
        await using TlsServer server = _world.Server(TestAuthority.SelfSigned("other.example"));

        DnsResponse response = await _world.AskAsync(server, new TlsConnectorOptions { Profile = PrivacyProfile.Opportunistic });

        Assert.Equal(DnsProtocol.Tls, response.Protocol);
    }

    [Fact]
    [Rfc(8310, "6.6")]
    public async Task A_session_that_an_opportunistic_client_began_proves_nothing_to_a_strict_one()
    {
        await using TlsServer server = _world.Server(TestAuthority.SelfSigned());
        await _world.AskAsync(server, _world.Trusting with { Profile = PrivacyProfile.Opportunistic });
        await _world.AskAsync(server, _world.Trusting with { Profile = PrivacyProfile.Opportunistic });

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(() => _world.AskAsync(server));

        Assert.Contains("not trusted", e.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Rfc(8310, "6.6")]
    public void Strict_privacy_needs_something_to_know_the_server_by()
    {
        TcpConnector inner = new(new(System.Net.IPAddress.Loopback, 853));

        Assert.Throws<ArgumentException>(() => new TlsConnector(inner, new TlsConnectorOptions()));
        Assert.Equal("tls://127.0.0.1:853#dns.example", new TlsConnector(inner, _world.Trusting).Upstream);
    }

    [Fact]
    [Knob(typeof(TlsConnectorOptions), nameof(TlsConnectorOptions.ClientCertificate))]
    public async Task Our_own_certificate_is_shown_to_a_server_that_asks_for_it()
    {
        using X509Certificate2 own = _world.Authority.Issue("client.example", usage: TestAuthority.ForClients);
        await using TlsServer server = new(_world.Authority.Issue(), settings =>
        {
            settings.ClientCertificateRequired = true;
            settings.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        });

        await _world.AskAsync(server, _world.Trusting with { ClientCertificate = own });
        await Assert.ThrowsAsync<DnsTransportException>(() => _world.AskAsync(server));

        Assert.Equal(own.GetCertHashString(), server.Sessions[0].ClientCertificate!.GetCertHashString());
    }
}
