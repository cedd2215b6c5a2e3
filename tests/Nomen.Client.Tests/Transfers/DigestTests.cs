using Nomen.Client.Transfers;
using Nomen.Dns.Errors;
using Nomen.Dns.Records;
using Nomen.Dns.Transports;
using Nomen.Dns.ZoneDigests;

namespace Nomen.Client.Tests.Transfers;

/// <summary>Zones with a digest (RFC 8976), whole and changed.</summary>
public sealed class DigestTests
{
    [Fact]
    [Rfc(8976, "4")]
    public async Task A_zone_with_the_digest_that_it_tells_is_verified()
    {
        Assert.Equal(ZoneDigestVerdict.Verified, (await DigestZone.TransferAsync(DigestZone.Records)).Digest);
    }

    [Fact]
    [Rfc(8976, "3.3.1")]
    public async Task Order_case_and_duplicates_make_no_difference()
    {
        ResourceRecord[] records = [DigestZone.Records[0], .. DigestZone.Records.Skip(1).Reverse(), ResourceRecord.Parse("NS1.EXAMPLE. 3600 IN A 203.0.113.63")];

        Assert.Equal(ZoneDigestVerdict.Verified, (await DigestZone.TransferAsync(records)).Digest);
    }

    [Theory]
    [InlineData("ns1.example. 3600 IN A 203.0.113.64")]
    [InlineData("extra.example. 3600 IN A 203.0.113.64")]
    [Rfc(8976, "4")]
    public async Task A_record_more_is_another_zone(string extra)
    {
        TransferException e = await Assert.ThrowsAsync<TransferException>(() => DigestZone.TransferAsync([.. DigestZone.Records, ResourceRecord.Parse(extra)]));

        Assert.Equal(TransferFailure.DigestMismatch, e.Failure);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [Rfc(8976, "4")]
    public async Task A_record_less_is_another_zone(int missing)
    {
        ResourceRecord[] records = [.. DigestZone.Records.Where((_, index) => index != missing)];

        await Assert.ThrowsAsync<TransferException>(() => DigestZone.TransferAsync(records));
    }

    [Fact]
    public async Task A_zone_without_a_digest_is_not_checked()
    {
        ResourceRecord[] records = [.. DigestZone.Records.Where(record => record.Data is not ZonemdData)];

        Assert.Equal(ZoneDigestVerdict.NotPresent, (await DigestZone.TransferAsync(records)).Digest);
    }

    [Theory]
    [InlineData("2018031900 1 240 000000000000000000000000")]
    [InlineData("2018031900 2 1 c68090d90a7aed716bc459f9340e3d7c1370d4d24b7e2fc3a1ddc0b9a87153b9a9713b3c9ae5cc27777f98b8e730044c")]
    [Rfc(8976, "4")]
    public async Task Digests_of_unknown_kinds_are_not_used(string data)
    {
        Assert.Equal(ZoneDigestVerdict.Unsupported, (await DigestZone.TransferAsync(With(data))).Digest);
    }

    [Fact]
    [Rfc(8976, "4")]
    public async Task A_digest_of_another_version_proves_nothing()
    {
        ResourceRecord[] records = With("2018031899 1 1 c68090d90a7aed716bc459f9340e3d7c1370d4d24b7e2fc3a1ddc0b9a87153b9a9713b3c9ae5cc27777f98b8e730044c");

        await Assert.ThrowsAsync<TransferException>(() => DigestZone.TransferAsync(records));
    }

    [Fact]
    public async Task Differences_have_no_digest()
    {
        DnsRequest request = ZoneTransfer.IxfrRequest(ScriptedTransfer.Zone, 3);
        TransferSummary? summary = null;

        await foreach (TransferMessage message in ZoneTransfer.ReadAsync(ScriptedTransfer.Of(request, "soa 5 | soa 3 | soa 5 | soa 5"), request))
        {
            summary = message.Summary;
        }

        Assert.Equal(ZoneDigestVerdict.NotChecked, summary!.Digest);
    }

    private static ResourceRecord[] With(string data) => [.. DigestZone.Records.Where(record => record.Data is not ZonemdData), ResourceRecord.Parse($"example. 86400 IN ZONEMD {data}")];
}
