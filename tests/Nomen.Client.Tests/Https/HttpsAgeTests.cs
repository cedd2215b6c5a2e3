using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>What an HTTP cache's time does to TTLs (RFC 8484 section 5.1).</summary>
public sealed class HttpsAgeTests
{
    [Theory]
    [InlineData(null, 60)]
    [InlineData("0", 60)]
    [InlineData("25", 35)]
    [InlineData("60", 0)]
    [InlineData("3600", 0)]
    [InlineData("99999999999", 0)]
    [InlineData("-5", 60)]
    [InlineData("soon", 60)]
    [Rfc(8484, "5.1")]
    public async Task The_age_lowers_TTLs_to_0_at_least(string? age, uint expected)
    {
        DnsResponse response = await AskAsync(age, (ref DnsMessageWriter message) => message.TryWriteRecord(DnsSection.Answer, Replies.Record("a.example.", (DnsType)65280, 1)));

        Assert.Equal(expected, Assert.Single(response.Message.ReadRecords(DnsSection.Answer)).Ttl);
    }

    [Fact]
    [Rfc(8484, "5.1")]
    public async Task Every_section_ages_and_OPT_does_not()
    {
        DnsResponse response = await AskAsync("10", (ref DnsMessageWriter message) =>
        {
            message.TryWriteRecord(DnsSection.Answer, Replies.Record("example.com.", (DnsType)65280, 1));
            message.TryWriteRecord(DnsSection.Authority, Replies.Record("example.com.", (DnsType)65281, 1));
            message.TryWriteRecord(DnsSection.Additional, Replies.Record("ns.example.com.", (DnsType)65282, 1));
            message.TryWriteEdns(Dns.Edns.EdnsRecord.Default with { DnssecOk = true }, 1232);
        });

        DnsSection[] sections = [DnsSection.Answer, DnsSection.Authority, DnsSection.Additional];
        Assert.All(sections, section => Assert.Equal(50u, response.Message.ReadRecords(section)[0].Ttl));
        Assert.True(response.Message.Edns!.DnssecOk);
    }

    [Theory]
    [InlineData(3600, 300, 290)]
    [InlineData(100, 300, 90)]
    [Rfc(2308, "5")]
    public async Task A_denial_lives_no_longer_than_the_SOA_minimum_less_the_age(uint ttl, uint minimum, uint expected)
    {
        var zone = DomainName.Parse("example.com.");
        ResourceRecord soa = new(zone, DnsType.SOA, DnsClass.IN, ttl, new SoaData(zone, zone, 1, 2, 3, 4, minimum));

        DnsResponse response = await AskAsync("10", (ref DnsMessageWriter message) => message.TryWriteRecord(DnsSection.Authority, soa));

        Assert.Equal(expected, Assert.Single(response.Message.ReadRecords(DnsSection.Authority)).Ttl);
    }

    [Fact]
    [Rfc(2181, "8")]
    public async Task A_TTL_with_the_highest_bit_counts_as_0()
    {
        var owner = DomainName.Parse("a.example.");
        ResourceRecord record = new(owner, (DnsType)65280, DnsClass.IN, 0x8000_0001, new UnknownData((DnsType)65280, new byte[] { 1 }));

        DnsResponse response = await AskAsync("1", (ref DnsMessageWriter message) => message.TryWriteRecord(DnsSection.Answer, record));

        Assert.Equal(0u, Assert.Single(response.Message.ReadRecords(DnsSection.Answer)).Ttl);
    }

    private static async Task<DnsResponse> AskAsync(string? age, WriteRecords write)
    {
        using ScriptedDoh doh = new(request =>
        {
            byte[] buffer = new byte[1024];
            DnsMessageWriter writer = new(buffer);
            writer.TryWriteHeader(0, Opcode.Query, DnsFlags.QR);
            writer.TryWriteQuestion(DnsMessage.Parse(request.Message).Question!.Value);
            write(ref writer);
            HttpResponseMessage response = request.Reply(writer.Written.ToArray());
            response.Headers.TryAddWithoutValidation("Age", age is null ? [] : [age]);
            return response;
        });
        return await doh.AskAsync();
    }

    private delegate void WriteRecords(ref DnsMessageWriter writer);
}
