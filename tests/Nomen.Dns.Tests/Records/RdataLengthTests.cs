using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Tests.Records;

/// <summary>Rdata of a known type fills its length exactly, or the record is bad.</summary>
public sealed class RdataLengthTests
{
    [Theory]
    [InlineData(DnsType.A, "")]
    [InlineData(DnsType.A, "c00002")]
    [InlineData(DnsType.A, "c000020100")]
    [InlineData(DnsType.AAAA, "20010db8")]
    [InlineData(DnsType.SOA, "000000000001")]
    [InlineData(DnsType.CNAME, "016100ff")]
    [InlineData(DnsType.CNAME, "0161")]
    [InlineData(DnsType.TXT, "")]
    [InlineData(DnsType.TXT, "0561")]
    [InlineData(DnsType.TXT, "0161ff")]
    [InlineData(DnsType.MX, "000a")]
    [InlineData(DnsType.NSEC, "00002101")]
    [InlineData(DnsType.SVCB, "00010000030001")]
    [InlineData(DnsType.CAA, "000969737375")]
    public void Rdata_that_does_not_fill_its_length_is_refused(DnsType type, string hex)
    {
        bool read = Rdata.TryFromWire(type, Convert.FromHexString(hex), out Rdata? data, out _);

        Assert.False(read);
        Assert.Null(data);
    }
}
