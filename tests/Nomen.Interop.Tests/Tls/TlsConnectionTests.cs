using Nomen.Client.Streams;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Scripted;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Tls;

/// <summary>TLS connections that end, by our doing or the server's, and what is opened after them.</summary>
[Collection(LabCollection.Name)]
public sealed class TlsConnectionTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    [Rfc(7858, "3.4")]
    public async Task A_connection_that_was_closed_as_idle_is_followed_by_another(Server server)
    {
        StreamTransportOptions closesAtOnce = new() { IdleTimeout = TimeSpan.Zero, OfferKeepalive = false };
        await using ScriptedStreamServer relay = Relay.To(await lab.TlsAddressOfAsync(server));
        await using MultiStreamTransport transport = TlsLab.TlsConnections(relay.EndPoint, stream: closesAtOnce);

        for (int i = 0; i < 3; i++)
        {
            DnsResponse response = await transport.SendAsync(DnsRequest.Query(LabZone.Name, DnsType.SOA));
            Assert.Equal(1, response.Message.Answers.Count);
        }

        Assert.Equal(3, relay.Connections);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    [Rfc(7858, "3.4")]
    public async Task Queries_one_after_another_reuse_the_connection(Server server)
    {
        await using ScriptedStreamServer relay = Relay.To(await lab.TlsAddressOfAsync(server));
        await using MultiStreamTransport transport = TlsLab.TlsConnections(relay.EndPoint);

        for (int i = 0; i < 10; i++)
        {
            await transport.SendAsync(DnsRequest.Query(LabZone.Name, DnsType.SOA));
        }

        Assert.Equal(1, relay.Connections);
    }

    [InteropFact(Server.NsdThreeQueries)]
    [Rfc(7766, "6.2.4")]
    public async Task Queries_go_on_over_new_connections_when_NSD_closes_the_old_one()
    {
        await using ScriptedStreamServer relay = Relay.To(await lab.TlsAddressOfAsync(Server.NsdThreeQueries));
        await using MultiStreamTransport transport = TlsLab.TlsConnections(relay.EndPoint);

        for (int i = 0; i < 9; i++)
        {
            DnsResponse response = await transport.SendAsync(DnsRequest.Query(LabZone.Name, DnsType.SOA));
            Assert.Equal(Rcode.NoError, response.Rcode);
        }

        Assert.Equal(3, relay.Connections);
    }
}
