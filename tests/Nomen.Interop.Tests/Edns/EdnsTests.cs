using System.Net;
using System.Text;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Queries;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Edns;

/// <summary>What the servers make of our OPT record, and what we read from theirs.</summary>
[Collection(LabCollection.Name)]
public sealed class EdnsTests(Lab lab)
{
    private const int UnassignedOption = 65001;

    private static readonly DnsRequest UnknownVersion = DnsRequest.Query(LabZone.Name, DnsType.SOA).With(EdnsRecord.Default with { Version = 1 });

    [Theory]
    [OnServer(Server.Nsd, "nsd-nsid")]
    [OnServer(Server.Bind, "bind-nsid")]
    [OnServer(Server.Knot, "knot-nsid")]
    [OnServer(Server.Unbound, "unbound-nsid")]
    [Rfc(5001, "2.3")]
    public async Task A_server_tells_its_name_when_asked_for_NSID(Server server, string expected)
    {
        DnsResponse response = await lab.AskAsync(server, With(new NsidOption()));

        Assert.Equal(Encoding.ASCII.GetBytes(expected), Option<NsidOption>(response).Data.ToArray());
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(7314, "4")]
    public async Task A_primary_answers_EXPIRE_with_the_SOAs_value(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, With(new ExpireOption()));

        Assert.Equal(1_209_600u, Option<ExpireOption>(response).Seconds);
    }

    [Theory]
    [OnServer(Server.Bind, "192.0.2.0", 24)]
    [OnServer(Server.Bind, "2001:db8:1::", 48)]
    [OnServer(Server.Bind, "0.0.0.0", 0)]
    [Rfc(7871, "7.2.1")]
    public async Task A_server_returns_the_client_subnet_with_scope_zero(Server server, string address, int prefixLength)
    {
        ClientSubnetOption subnet = new(IPAddress.Parse(address), (byte)prefixLength);

        DnsResponse response = await lab.AskAsync(server, With(subnet));

        Assert.Equal(subnet, Option<ClientSubnetOption>(response));
    }

    [Theory]
    [OnServer(Server.Bind, 30)]
    [OnServer(Server.Unbound, 120)]
    [Rfc(7828, "3.2.1")]
    public async Task A_server_tells_its_idle_timeout_over_TCP(Server server, int seconds)
    {
        await using IDnsTransport transport = Transports.Tcp(await lab.AddressOfAsync(server));

        DnsResponse response = await transport.SendAsync(DnsRequest.Query(LabZone.Name, DnsType.SOA));

        Assert.Equal(TimeSpan.FromSeconds(seconds), Option<TcpKeepaliveOption>(response).IdleTimeout);
    }

    [Theory]
    [OnServer(Server.Nsd, (int)EdnsOptionCode.Padding)]
    [OnServer(Server.Bind, (int)EdnsOptionCode.Padding)]
    [OnServer(Server.Knot, (int)EdnsOptionCode.Padding)]
    [OnServer(Server.Unbound, (int)EdnsOptionCode.Padding)]
    [OnServer(Server.Nsd, UnassignedOption)]
    [OnServer(Server.Bind, UnassignedOption)]
    [OnServer(Server.Knot, UnassignedOption)]
    [OnServer(Server.Unbound, UnassignedOption)]
    [Rfc(6891, "6.1.2")]
    public async Task Padding_and_unknown_options_do_not_change_the_answer(Server server, int code)
    {
        DnsResponse response = await lab.AskAsync(server, With(new UnknownOption((EdnsOptionCode)code, new byte[64])));

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Equal(1, response.Message.Answers.Count);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    [Rfc(6891, "6.1.3")]
    public async Task A_version_that_no_server_knows_gets_BADVERS(Server server)
    {
        await using IDnsTransport transport = Transports.Udp(await lab.AddressOfAsync(server));

        DnsResponse response = await transport.SendAsync(UnknownVersion);

        Assert.Equal(Rcode.BadVers, response.Rcode);
        Assert.Equal(0, (int?)response.Message.Edns?.Version);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task A_server_that_dislikes_our_EDNS_is_asked_again_without(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, UnknownVersion);

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Null(response.Message.Edns);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    [Rfc(6891, "7")]
    public async Task A_request_without_OPT_gets_a_response_without_OPT(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, DnsRequest.Query(LabZone.Name, DnsType.SOA).With((EdnsRecord?)null));

        Assert.Equal(1, response.Message.Answers.Count);
        Assert.Null(response.Message.Edns);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    [Rfc(3225, "3")]
    public async Task Signatures_come_when_DO_is_set(Server server)
    {
        DnsRequest request = DnsRequest.Query("www.signed.test", DnsType.A).With(EdnsRecord.Default with { DnssecOk = true });

        DnsResponse response = await lab.AskAsync(server, request);

        Assert.Equal([DnsType.A, DnsType.RRSIG], response.Message.ReadRecords(DnsSection.Answer).Select(record => record.Type).Order());
        Assert.True(response.Message.Edns?.DnssecOk);
    }

    private static DnsRequest With(EdnsOption option) => DnsRequest.Query(LabZone.Name, DnsType.SOA).With(EdnsRecord.Default.With(option));

    private static T Option<T>(DnsResponse response)
        where T : EdnsOption => Assert.Single(response.Message.Edns!.Options.OfType<T>());
}
