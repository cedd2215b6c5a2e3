using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Tests.Records;

/// <summary>Which records are read by their type.</summary>
public sealed class RdataClassTests
{
    private const string Query = "000184000001000100000000" + "0161000001" + "0001";
    private const string Update = "0001a8000001000000010000" + "0161000006" + "0001";

    [Fact]
    [Rfc(2136, "2.4.1")]
    public void An_update_record_without_data_is_empty_whatever_its_type()
    {
        ResourceRecord record = Read(Update + "c00c000f00ff000000000000", DnsSection.Authority);

        UnknownData data = Assert.IsType<UnknownData>(record.Data);
        Assert.Equal(DnsType.MX, data.Type);
        Assert.True(data.Octets.IsEmpty);
    }

    [Fact]
    [Rfc(2136, "2.5.4")]
    public void An_update_record_of_class_none_has_the_data_of_its_type()
    {
        ResourceRecord record = Read(Update + "c00c000100fe000000000004c0000201", DnsSection.Authority);

        Assert.Equal("192.0.2.1", Assert.IsType<AData>(record.Data).ToString());
    }

    [Fact]
    public void An_address_of_another_class_is_octets()
    {
        ResourceRecord record = Read(Query + "c00c000100030000000000030001ff", DnsSection.Answer);

        Assert.Equal(@"\# 3 0001FF", Assert.IsType<UnknownData>(record.Data).ToString());
    }

    [Fact]
    public void A_name_server_of_another_class_is_read_by_its_type()
    {
        ResourceRecord record = Read(Query + "c00c00020003000000000002c00c", DnsSection.Answer);

        Assert.Equal("a.", Assert.IsType<NsData>(record.Data).ToString());
    }

    [Theory]
    [InlineData("c00c0001000100000000" + "0003c00002")]
    [InlineData("c00c0001000100000000" + "0005c000020100")]
    [InlineData("c00c0001000100000000" + "0000")]
    [InlineData("c00c0006000100000000" + "0006000000000000")]
    [InlineData("c00c0005000100000000" + "0003c00c00")]
    [InlineData("c00c0005000100000000" + "0001c00c")]
    [InlineData("c00c0010000100000000" + "00020561")]
    [InlineData("c00c0010000100000000" + "0000")]
    public void A_message_with_rdata_that_does_not_fill_its_length_is_refused(string record)
    {
        Assert.False(DnsMessage.TryParse(Convert.FromHexString(Query + record), out _, out _));
    }

    private static ResourceRecord Read(string hex, DnsSection section) => Assert.Single(DnsMessage.Parse(Convert.FromHexString(hex)).ReadRecords(section));
}
