using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Records;

public sealed class CompressionTests
{
    /// <summary>The types of RFC 1035 that hold names; RFC 3597 section 4 closed the list.</summary>
    private static readonly DnsType[] Compressed =
    [
        DnsType.NS, DnsType.MD, DnsType.MF, DnsType.CNAME, DnsType.SOA, DnsType.MB, DnsType.MG, DnsType.MR, DnsType.PTR, DnsType.MINFO, DnsType.MX,
    ];

    public static TheoryData<DnsType> CompressedTypes => new(Compressed);

    public static TheoryData<DnsType> OtherTypes => new(RdataExamples.TypesWithData.Except(Compressed));

    [Theory]
    [MemberData(nameof(CompressedTypes))]
    [Rfc(1035, "4.1.4")]
    public void Names_of_the_oldest_types_are_compressed(DnsType type)
    {
        Rdata data = Example(type);

        int written = LengthBehindExampleName(data);

        Assert.True(written < data.ToWire().Length);
    }

    [Theory]
    [MemberData(nameof(OtherTypes))]
    [Rfc(3597, "4")]
    public void Names_of_newer_types_are_never_compressed(DnsType type)
    {
        Rdata data = Example(type);

        int written = LengthBehindExampleName(data);

        Assert.Equal(data.ToWire().Length, written);
    }

    [Theory]
    [InlineData(DnsType.RP, "c00cc00c")]
    [InlineData(DnsType.AFSDB, "0001c00c")]
    [InlineData(DnsType.RT, "0001c00c")]
    [InlineData(DnsType.PX, "0001c00cc00c")]
    [InlineData(DnsType.SRV, "000100020003c00c")]
    [InlineData(DnsType.NAPTR, "00010002000000c00c")]
    [InlineData(DnsType.KX, "0001c00c")]
    [InlineData(DnsType.DNAME, "c00c")]
    [InlineData(DnsType.NSEC, "c00c000140")]
    [InlineData(DnsType.SVCB, "0001c00c")]
    [Rfc(3597, "4")]
    public void Pointers_in_newer_types_are_followed_all_the_same(DnsType type, string rdata)
    {
        DnsMessage message = DnsMessage.Parse(Convert.FromHexString($"0001840000010001000000000161076578616d706c65000001" + $"0001c00c{(int)type:x4}000100000e10{rdata.Length / 2:x4}{rdata}"));

        ResourceRecord record = Assert.Single(message.ReadRecords(DnsSection.Answer));

        Assert.Contains("a.example.", record.Data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pointers_are_refused_where_there_is_no_message()
    {
        byte[] rdata = Convert.FromHexString("03777777076578616d706c6500c000");

        Assert.False(Rdata.TryFromWire(DnsType.RP, rdata, out _, out _));
    }

    [Fact]
    public void Pointers_to_a_name_in_the_same_rdata_are_refused_where_there_is_no_message()
    {
        byte[] rdata = Convert.FromHexString("036e73310f686f73746d61737465722d686f73740003777777c004");

        Assert.False(Rdata.TryFromWire(DnsType.HIP, [1, 1, 0, 1, 0, 0, .. rdata], out _, out _));
    }

    private static Rdata Example(DnsType type) => Rdata.Parse(type, RdataExamples.All.First(example => example.Type == type).Text);

    private static int LengthBehindExampleName(Rdata data)
    {
        DnsMessageWriter writer = new(new byte[1232]);
        _ = writer.TryWriteHeader(1, Opcode.Query, DnsFlags.QR);
        _ = writer.TryWriteQuestion(new DnsQuestion(DomainName.Parse("Example."), data.Type, DnsClass.IN));
        int before = writer.Length;
        data.Write(ref writer);
        return writer.Length - before;
    }
}
