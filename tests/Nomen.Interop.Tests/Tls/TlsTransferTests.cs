using System.Security.Authentication;
using Nomen.Client.Sockets;
using Nomen.Client.Streams;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Tls;

/// <summary>Zone transfers over TLS 1.3 (RFC 9103).</summary>
[Collection(LabCollection.Name)]
public sealed class TlsTransferTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [Rfc(9103, "7.2")]
    public async Task A_transfer_brings_every_record_of_the_zone_between_two_SOAs(Server server)
    {
        TlsConnectorOptions options = TlsLab.Trusting with { MinimumVersion = SslProtocols.Tls13 };
        await using MultiStreamTransport transport = TlsLab.TlsConnections(await lab.TlsAddressOfAsync(server), options);
        List<ResourceRecord> records = [];

        await foreach (DnsResponse response in transport.SendStreamingAsync(DnsRequest.Query(LabZone.Name, DnsType.AXFR)))
        {
            records.AddRange(response.Message.ReadRecords(DnsSection.Answer));
        }

        Assert.Equal(DnsType.SOA, records[0].Type);
        Assert.Equal(records[0], records[^1]);
        Assert.Equal(Sorted(LabZone.Records.Select(record => record.ToRecord())), Sorted(records.SkipLast(1).Where(NotOfTheInstance)));
    }

    private static IEnumerable<ResourceRecord> Sorted(IEnumerable<ResourceRecord> records) => records.OrderBy(record => record.ToString(), StringComparer.Ordinal);

    private static bool NotOfTheInstance(ResourceRecord record) => !string.Equals(record.Owner.ToString(), LabZone.InstanceName, StringComparison.Ordinal);
}
