using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Queries;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Streams;

/// <summary>Answers that do not fit a datagram (RFC 2181 section 9, RFC 7766 section 5).</summary>
[Collection(LabCollection.Name)]
public sealed class TruncationTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task The_datagram_transport_returns_the_truncated_answer_as_it_is(Server server)
    {
        await using IDnsTransport transport = Transports.Udp(await lab.AddressOfAsync(server));

        DnsResponse response = await transport.SendAsync(DnsRequest.Query(LabZone.ManyName, DnsType.AAAA));

        Assert.True(response.Message.IsTruncated);
        Assert.Equal(DnsProtocol.Udp, response.Protocol);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    [Rfc(7766, "5")]
    public async Task A_truncated_answer_is_fetched_over_TCP(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, LabZone.ManyName, DnsType.AAAA);

        Assert.False(response.Message.IsTruncated);
        Assert.Equal(DnsProtocol.Tcp, response.Protocol);
        Assert.Equal(Sorted(LabZone.Many.Select(record => record.Rdata)), Sorted(Data(response)));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task A_huge_answer_arrives_whole(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, LabZone.HugeName, DnsType.TXT);

        Assert.InRange(response.Message.Length, 50_000, ushort.MaxValue);
        Assert.Equal(Sorted(LabZone.Huge.Select(record => record.Rdata)), Sorted(Data(response)));
    }

    private static IEnumerable<string> Data(DnsResponse response) => response.Message.ReadRecords(DnsSection.Answer).Select(record => record.Data.ToString());

    private static string[] Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];
}
