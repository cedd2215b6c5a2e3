using System.Net;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Client.Tls;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Tls;

/// <summary>Whom a client takes for its server (RFC 8310), with servers of the distribution.</summary>
[Collection(LabCollection.Name)]
public sealed class TlsAuthenticationTests(Lab lab)
{
    private static readonly DnsRequest Request = DnsRequest.Query(LabZone.Name, DnsType.SOA);

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    [Rfc(8310, "8.1")]
    public async Task Another_name_is_refused(Server server)
    {
        string reason = await RefusalAsync(await lab.TlsAddressOfAsync(server), TlsLab.Trusting with { AuthenticationName = "other.lab.test" });

        Assert.Equal($"its certificate is for {LabCertificate.Name}, 127.0.0.1, not for other.lab.test", reason);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    [Rfc(8310, "8.1")]
    public async Task An_authority_that_is_not_trusted_is_refused(Server server)
    {
        string reason = await RefusalAsync(await lab.TlsAddressOfAsync(server), TlsLab.Trusting with { TrustedRoots = [] });

        Assert.StartsWith("its certificate leads to ", reason, StringComparison.Ordinal);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    [Rfc(7858, "4.2")]
    public async Task A_pin_alone_is_enough_and_a_wrong_one_is_refused(Server server)
    {
        IPEndPoint address = await lab.TlsAddressOfAsync(server);
        await using StreamTransport transport = TlsLab.Tls(address, new TlsConnectorOptions { Pins = [SpkiPin.Parse(LabCertificate.Pin)] });

        DnsResponse response = await transport.SendAsync(Request);
        string reason = await RefusalAsync(address, new TlsConnectorOptions { Pins = [SpkiPin.Of(LabCertificate.Authority)] });

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Contains(LabCertificate.Pin, reason, StringComparison.Ordinal);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    public async Task The_address_will_do_for_a_name(Server server)
    {
        await using StreamTransport transport = TlsLab.Tls(await lab.TlsAddressOfAsync(server), TlsLab.Trusting with { AuthenticationName = null });

        DnsResponse response = await transport.SendAsync(Request);

        Assert.Equal(Rcode.NoError, response.Rcode);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task A_port_of_plain_DNS_is_an_error_and_no_answer(Server server)
    {
        TlsConnectorOptions options = TlsLab.Trusting with { HandshakeTimeout = TimeSpan.FromMilliseconds(500) };
        await using StreamTransport transport = TlsLab.Tls(await lab.AddressOfAsync(server), options);

        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Request));

        Assert.True(e.Failure is TransportFailure.Tls or TransportFailure.ConnectTimeout, e.Message);
    }

    private static async Task<string> RefusalAsync(IPEndPoint server, TlsConnectorOptions options)
    {
        await using StreamTransport transport = TlsLab.Tls(server, options);
        DnsTransportException e = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Request));
        Assert.Equal(TransportFailure.Tls, e.Failure);
        return e.Error.Detail!;
    }
}
