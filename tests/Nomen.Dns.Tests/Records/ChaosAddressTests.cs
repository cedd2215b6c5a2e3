using Nomen.Dns.Messages;
using Nomen.Dns.Records;

namespace Nomen.Dns.Tests.Records;

public sealed class ChaosAddressTests
{
    private const string Header = "000084000001000100000000" + "0161076578616d706c65000001" + "0003" + "c00c00010003" + "0000003c";

    [Fact]
    [Rfc(1035, "4.1.4")]
    public void The_name_in_an_address_of_class_CH_is_expanded()
    {
        DnsMessage message = DnsMessage.Parse(Convert.FromHexString(Header + "0008" + "036e6574c00e" + "03e8"));

        byte[] data = message.ReadRecords(DnsSection.Answer)[0].Data.ToWire();

        Assert.Equal("036e6574076578616d706c650003e8", Convert.ToHexStringLower(data));
    }

    [Theory]
    [InlineData("0004c0000201")]
    [InlineData("0002c00c")]
    [InlineData("0000")]
    public void Octets_of_another_form_are_kept(string lengthAndData)
    {
        DnsMessage message = DnsMessage.Parse(Convert.FromHexString(Header + lengthAndData));

        Rdata data = message.ReadRecords(DnsSection.Answer)[0].Data;

        Assert.Equal(lengthAndData[4..], Convert.ToHexStringLower(data.ToWire()));
    }
}
