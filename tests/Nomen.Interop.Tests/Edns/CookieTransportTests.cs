using System.Net;
using Nomen.Client.Datagram;
using Nomen.Client.DatagramStream;
using Nomen.Dns.Edns;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Edns;

/// <summary>The cookies that <see cref="DatagramTransport"/> sends by itself, against servers that demand them, that have them, and that have none (RFC 7873).</summary>
[Collection(LabCollection.Name)]
public sealed class CookieTransportTests(Lab lab)
{
    private static readonly DnsRequest Question = DnsRequest.Query(LabZone.Name, DnsType.SOA);

    [Theory]
    [OnServer(Server.Bind, 0)]
    [OnServer(Server.Bind, 1)]
    [OnServer(Server.Knot, 0)]
    [OnServer(Server.Knot, 1)]
    [Rfc(7873, "5.3")]
    public async Task A_server_that_demands_its_cookie_is_asked_twice_the_first_time_and_once_from_then_on(Server server, int sharedSockets)
    {
        await using DatagramTransport transport = new(await lab.AddressOfAsync(server), new() { SharedSockets = sharedSockets });

        DnsResponse first = await transport.SendAsync(Question);
        DnsResponse second = await transport.SendAsync(Question);

        Assert.Equal((Rcode.NoError, 2), (first.Rcode, first.Attempts));
        Assert.Equal((Rcode.NoError, 1), (second.Rcode, second.Attempts));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(9018, "4")]
    public async Task Every_answer_has_the_cookie_of_the_server(Server server)
    {
        await using DatagramTransport transport = new(await lab.AddressOfAsync(server));

        for (int i = 0; i < 20; i++)
        {
            DnsResponse response = await transport.SendAsync(Question);
            CookieOption cookie = Assert.Single(response.Message.Edns!.Options.OfType<CookieOption>());
            Assert.Equal(ServerCookieVerdict.Fresh, Judge(cookie));
        }
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task Many_at_once_are_all_answered_over_UDP(Server server)
    {
        await using DatagramStreamTransport transport = new(await lab.AddressOfAsync(server));

        DnsResponse[] responses = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ => await transport.SendAsync(Question)));

        Assert.All(responses, static response => Assert.Equal((Rcode.NoError, DnsProtocol.Udp), (response.Rcode, response.Protocol)));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task Without_cookies_every_server_answers_too(Server server)
    {
        await using DatagramTransport transport = new(await lab.AddressOfAsync(server), new() { Cookies = false });

        DnsResponse response = await transport.SendAsync(Question);

        Assert.Equal((Rcode.NoError, 1), (response.Rcode, response.Attempts));
        Assert.Empty(response.Message.Edns!.Options.OfType<CookieOption>());
    }

    /// <summary>As the server itself judges it, by the secret and the time in it.</summary>
    private static ServerCookieVerdict Judge(CookieOption cookie)
    {
        uint madeAt = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(cookie.Server.Span[4..]);
        return ServerCookie.Verify(cookie.Server.Span, cookie.Client.Span, IPAddress.Loopback, Convert.FromHexString(LabSecret.Cookie), madeAt);
    }
}
