using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.DatagramStream;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;
using Nomen.Server.Listeners;

namespace Nomen.Interop.Tests.Caching;

/// <summary>The cache with client subnet over real servers, over UDP.</summary>
[Collection(LabCollection.Name)]
public sealed class ClientSubnetTests(Lab lab)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [InteropFact(Server.Bind)]
    [Rfc(7871, "7.3.1")]
    public async Task BIND_says_scope_0_and_its_answer_serves_every_client()
    {
        await using CacheTransport cache = NewCache(await lab.AddressOfAsync(Server.Bind));

        DnsResponse first = await cache.SendAsync(Request(LabZone.Name, "203.0.113.77", DnsType.TXT));
        DnsResponse second = await cache.SendAsync(Request(LabZone.Name, "198.51.100.1", DnsType.TXT));

        Assert.Equal((AnswerSource.Network, AnswerSource.Cache), (first.Source, second.Source));
        Assert.Null(cache.Find(DomainName.Parse(LabZone.Name), DnsType.TXT)[0].Subnet);
    }

    [InteropFact(Server.Unbound)]
    [Rfc(7871, "7.3.2")]
    public async Task Through_Unbound_each_network_gets_its_answer_and_each_asks_once()
    {
        TailoredTransport tailored = new(scope: 20);
        await using DnsServer server = new(tailored, new DnsServerOptions { Listen = ["udp+tcp://127.0.0.1:0"], PassClientSubnet = true });
        await server.StartAsync();
        await using NameServerProcess unbound = await NameServerProcess.StartAsync(new SubnetUnbound(server.Endpoints[0].EndPoint));
        await using CacheTransport cache = NewCache(unbound.EndPoint);
        string name = "www." + SubnetUnbound.Zone;

        byte[] thirds =
        [
            Third(await cache.SendAsync(Request(name, "203.0.16.1"))),
            Third(await cache.SendAsync(Request(name, "203.0.32.1"))),
            Third(await cache.SendAsync(Request(name, "203.0.31.1"))),
            Third(await cache.SendAsync(Request(name, "203.0.47.1"))),
        ];

        Assert.Equal([16, 32, 16, 32], thirds);
        Assert.Equal((2, 2, 2), (tailored.Asked, (int)cache.Statistics.Misses, (int)cache.Statistics.Hits));
        Assert.Equal<IPNetwork?>([IPNetwork.Parse("203.0.16.0/20"), IPNetwork.Parse("203.0.32.0/20")], cache.Find(DomainName.Parse(name)).Select(entry => entry.Subnet));
    }

    [InteropFact(Server.Unbound)]
    [Rfc(7871, "7.2.2")]
    public async Task What_a_client_is_told_is_what_Unbound_tells()
    {
        TailoredTransport tailored = new(scope: 20);
        await using DnsServer server = new(tailored, new DnsServerOptions { Listen = ["udp+tcp://127.0.0.1:0"], PassClientSubnet = true });
        await server.StartAsync();
        await using NameServerProcess unbound = await NameServerProcess.StartAsync(new SubnetUnbound(server.Endpoints[0].EndPoint));
        await using DatagramStreamTransport direct = new(unbound.EndPoint);
        await using CacheTransport cache = NewCache(unbound.EndPoint);
        DnsRequest request = DnsRequest.Query("www." + SubnetUnbound.Zone, DnsType.A)
            .With(EdnsRecord.Default.With(new ClientSubnetOption(IPAddress.Parse("203.0.16.0"), 24)));

        ClientSubnetOption? theirs = (await direct.SendAsync(request)).Message.Edns!.Find<ClientSubnetOption>();
        ClientSubnetOption? miss = (await cache.SendAsync(request)).Message.Edns!.Find<ClientSubnetOption>();
        ClientSubnetOption? hit = (await cache.SendAsync(request)).Message.Edns!.Find<ClientSubnetOption>();

        Assert.Equal(new ClientSubnetOption(IPAddress.Parse("203.0.16.0"), 24, 20), theirs);
        Assert.Equal((theirs, theirs), (miss, hit));
    }

    private static CacheTransport NewCache(IPEndPoint upstream) =>
        new(new DatagramStreamTransport(upstream), new CacheTransportOptions { MaxBytes = 1 << 20, ClientSubnet = new() });

    private static DnsRequest Request(string name, string client, DnsType type = DnsType.A) => DnsRequest.Query(name, type)
        .With(new QueryContext(TimeProvider.System, Timeout) { Client = new IPEndPoint(IPAddress.Parse(client), 5353) });

    private static byte Third(DnsResponse response)
    {
        foreach (RecordView record in response.Message.Answers)
        {
            if (record.TryGetData(out AData? address))
            {
                return address.Address.GetAddressBytes()[2];
            }
        }

        throw new InvalidOperationException($"No address, but {response.Rcode}.");
    }
}
