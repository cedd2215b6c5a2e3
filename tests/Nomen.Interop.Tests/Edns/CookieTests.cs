using System.Buffers.Binary;
using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Queries;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Edns;

/// <summary>DNS cookies of servers whose secret the lab knows (RFC 7873, RFC 9018).</summary>
[Collection(LabCollection.Name)]
public sealed class CookieTests(Lab lab)
{
    private static readonly byte[] Secret = Convert.FromHexString(LabSecret.Cookie);
    private static readonly byte[] ClientCookie = [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(9018, "4")]
    public async Task A_server_cookie_is_the_one_that_its_secret_makes(Server server)
    {
        DnsResponse response = await AskAsync(server, new CookieOption(ClientCookie));

        CookieOption cookie = Cookie(response);
        uint madeAt = BinaryPrimitives.ReadUInt32BigEndian(cookie.Server.Span[4..]);
        Assert.Equal(ClientCookie, cookie.Client.ToArray());
        Assert.Equal(ServerCookieVerdict.Fresh, ServerCookie.Verify(cookie.Server.Span, ClientCookie, IPAddress.Loopback, Secret, madeAt));
    }

    [InteropFact(Server.Knot)]
    [Rfc(7873, "5.2.3")]
    public async Task Knot_wants_its_server_cookie_and_takes_it_when_it_is_sent()
    {
        DnsResponse first = await AskAsync(Server.Knot, new CookieOption(ClientCookie));
        DnsResponse second = await AskAsync(Server.Knot, Cookie(first));

        Assert.Equal(Rcode.BadCookie, first.Rcode);
        Assert.Equal(Rcode.NoError, second.Rcode);
    }

    [InteropFact(Server.Knot)]
    [Rfc(9018, "3")]
    public async Task Knot_takes_the_server_cookie_of_BIND_which_has_the_same_secret()
    {
        CookieOption cookie = Cookie(await AskAsync(Server.Bind, new CookieOption(ClientCookie)));

        DnsResponse response = await AskAsync(Server.Knot, cookie);

        Assert.Equal(Rcode.NoError, response.Rcode);
    }

    private Task<DnsResponse> AskAsync(Server server, CookieOption cookie) =>
        lab.AskAsync(server, DnsRequest.Query(LabZone.Name, DnsType.SOA).With(EdnsRecord.Default.With(cookie)));

    private static CookieOption Cookie(DnsResponse response) => Assert.Single(response.Message.Edns!.Options.OfType<CookieOption>());
}
