using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Queries;
using Nomen.Interop.Tests.Scripted;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Streams;

/// <summary>Zone transfers from the authoritative servers (RFC 5936), each of which packs its messages in its own way.</summary>
[Collection(LabCollection.Name)]
public sealed class TransferTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [Rfc(5936, "2.2")]
    public async Task A_transfer_brings_every_record_of_the_zone_between_two_SOAs(Server server)
    {
        await using IDnsStreamingTransport transport = Transports.TcpConnections(await lab.AddressOfAsync(server));

        List<ResourceRecord> records = await TransferAsync(transport);

        Assert.Equal(DnsType.SOA, records[0].Type);
        Assert.Equal(records[0], records[^1]);
        Assert.Equal(Sorted(LabZone.Records.Select(record => record.ToRecord())), Sorted(records.SkipLast(1).Where(NotOfTheInstance)));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    public async Task A_transfer_and_a_query_use_two_connections(Server server)
    {
        await using ScriptedStreamServer relay = Relay.To(await lab.AddressOfAsync(server));
        await using IDnsStreamingTransport transport = Transports.TcpConnections(relay.EndPoint);

        DnsResponse response = await transport.SendAsync(DnsRequest.Query(LabZone.Name, DnsType.SOA));
        List<ResourceRecord> records = await TransferAsync(transport);

        Assert.Equal(Assert.Single(response.Message.ReadRecords(DnsSection.Answer)), records[0]);
        Assert.Equal(2, relay.Connections);
    }

    private static async Task<List<ResourceRecord>> TransferAsync(IDnsStreamingTransport transport)
    {
        List<ResourceRecord> records = [];

        await foreach (DnsResponse response in transport.SendStreamingAsync(DnsRequest.Query(LabZone.Name, DnsType.AXFR)))
        {
            records.AddRange(response.Message.ReadRecords(DnsSection.Answer));
        }

        return records;
    }

    private static IEnumerable<ResourceRecord> Sorted(IEnumerable<ResourceRecord> records) => records.OrderBy(record => record.ToString(), StringComparer.Ordinal);

    private static bool NotOfTheInstance(ResourceRecord record) => !string.Equals(record.Owner.ToString(), LabZone.InstanceName, StringComparison.Ordinal);
}
