using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Zones;

/// <summary>Zones as streams of messages.</summary>
public sealed class ZoneTransferTests
{
    private static readonly ZoneTransport Transport = new(ZoneText.Zone(
        "example.",
        "@ SOA ns admin 7 1 1 1 1\n@ NS ns\nchild NS ns.child\nns.child A 192.0.2.53\n"
        + string.Join('\n', Enumerable.Range(0, 3000).Select(i => $"host{i} A 192.0.2.{i % 256}"))));

    [Fact]
    [Rfc(5936, "2.2")]
    public async Task AXFR_is_every_record_between_two_SOAs()
    {
        List<DnsResponse> responses = await TransferAsync(DnsRequest.Query("example.", DnsType.AXFR));

        ResourceRecord[] records = [.. responses.SelectMany(response => response.Message.ReadRecords(DnsSection.Answer))];
        Assert.Equal(3005, records.Length);
        Assert.Equal((DnsType.SOA, DnsType.SOA), (records[0].Type, records[^1].Type));
        Assert.Contains(records, record => record.Owner == DomainName.Parse("ns.child.example."));
    }

    [Fact]
    public async Task Messages_are_no_longer_than_compression_reaches()
    {
        List<DnsResponse> responses = await TransferAsync(DnsRequest.Query("example.", DnsType.AXFR));

        Assert.True(responses.Count > 2);
        Assert.All(responses, response => Assert.InRange(response.Message.Length, 12, 16_384 + 300));
        Assert.All(responses, response => Assert.True(response.Message.Flags.HasFlag(DnsFlags.AA)));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [Rfc(1995, "2")]
    [Rfc(1982, "3.2")]
    public async Task IXFR_from_a_client_that_is_up_to_date_is_the_SOA_alone(int serial)
    {
        DnsResponse response = Assert.Single(await TransferAsync(Ixfr(serial)));

        Assert.Equal(["example. SOA"], response.Lines(DnsSection.Answer));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(unchecked((int)0xffff_ffff))]
    [Rfc(1995, "4")]
    public async Task IXFR_from_an_older_client_is_the_whole_zone(int serial)
    {
        List<DnsResponse> responses = await TransferAsync(Ixfr(serial));

        Assert.Equal(3005, responses.Sum(response => response.Message.Answers.Count));
    }

    [Theory]
    [InlineData("other.")]
    [InlineData("host1.example.")]
    [Rfc(5936, "2.2.1")]
    public async Task A_zone_that_is_not_here_is_NOTAUTH(string name)
    {
        DnsResponse response = Assert.Single(await TransferAsync(DnsRequest.Query(name, DnsType.AXFR)));

        Assert.Equal(Rcode.NotAuth, response.Rcode);
    }

    [Fact]
    public void Anything_but_a_transfer_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Transport.SendStreamingAsync(DnsRequest.Query("example.", DnsType.A)));
    }

    [Fact]
    public async Task A_transfer_can_be_cancelled()
    {
        using CancellationTokenSource cancel = new();
        await using IAsyncEnumerator<DnsResponse> responses = Transport.SendStreamingAsync(DnsRequest.Query("example.", DnsType.AXFR), cancel.Token).GetAsyncEnumerator(cancel.Token);
        await responses.MoveNextAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => responses.MoveNextAsync().AsTask());
    }

    private static DnsRequest Ixfr(int serial)
    {
        SoaData soa = new(DomainName.Root, DomainName.Root, (uint)serial, 0, 0, 0, 0);
        return new DnsRequest(new DnsQuestion(DomainName.Parse("example."), DnsType.IXFR)) { AuthorityRecords = [new ResourceRecord(DomainName.Parse("example."), 0, soa)] };
    }

    private static async Task<List<DnsResponse>> TransferAsync(DnsRequest request)
    {
        List<DnsResponse> responses = [];
        await foreach (DnsResponse response in Transport.SendStreamingAsync(request))
        {
            responses.Add(response);
        }

        return responses;
    }
}
