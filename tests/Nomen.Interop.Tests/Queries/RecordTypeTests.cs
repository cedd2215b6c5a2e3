using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Queries;

/// <summary>Every type that a zone may hold, from every server: what Nomen reads is what the zone file says.</summary>
[Collection(LabCollection.Name)]
public sealed class RecordTypeTests(Lab lab)
{
    private const uint TtlInZone = 3600;

    [Theory]
    [EveryType(Server.Nsd)]
    [EveryType(Server.Bind)]
    [EveryType(Server.Knot)]
    [EveryType(Server.Unbound)]
    public async Task An_RRset_reads_as_the_zone_file_has_it(Server server, string name, string type)
    {
        LabRecord[] records = [.. Records(name, type)];

        DnsResponse response = await lab.AskAsync(server, name, records[0].TypeCode);

        ResourceRecord[] answered = [.. response.Message.ReadRecords(DnsSection.Answer).Select(WithTtlOfZone).OrderBy(Line, StringComparer.Ordinal)];
        Assert.Equal(records.Select(record => record.Line).Order(StringComparer.Ordinal), answered.Select(Line));
        Assert.Equal(records.Select(record => record.ToRecord()).OrderBy(Line, StringComparer.Ordinal), answered);
    }

    private static IEnumerable<LabRecord> Records(string name, string type) => LabZone.Records
        .Where(record => string.Equals(record.Name, name, StringComparison.Ordinal) && string.Equals(record.Type, type, StringComparison.Ordinal));

    // A forwarder's TTLs run down.
    private static ResourceRecord WithTtlOfZone(ResourceRecord record) => record with { Ttl = TtlInZone };

    private static string Line(ResourceRecord record) => record.ToString();
}
