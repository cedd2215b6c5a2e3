using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Records;

public sealed class CanonicalFormTests
{
    /// <summary>RFC 4034 section 6.2 as changed by RFC 6840 section 5.1: HINFO holds no name, and NSEC came off the list.</summary>
    private static readonly DnsType[] Lowered =
    [
        DnsType.NS, DnsType.MD, DnsType.MF, DnsType.CNAME, DnsType.SOA, DnsType.MB, DnsType.MG, DnsType.MR, DnsType.PTR, DnsType.MINFO, DnsType.MX,
        DnsType.RP, DnsType.AFSDB, DnsType.RT, DnsType.SIG, DnsType.PX, DnsType.NXT, DnsType.NAPTR, DnsType.KX, DnsType.SRV, DnsType.DNAME, DnsType.A6,
        DnsType.RRSIG,
    ];

    private static readonly DnsType[] Kept =
    [
        DnsType.NSAPPTR, DnsType.IPSECKEY, DnsType.NSEC, DnsType.HIP, DnsType.TALINK, DnsType.SVCB, DnsType.HTTPS, DnsType.DSYNC, DnsType.LP,
        DnsType.TKEY, DnsType.AMTRELAY,
    ];

    public static TheoryData<DnsType> LoweredTypes => new(Lowered);

    public static TheoryData<DnsType> OtherTypes => new(RdataExamples.TypesWithData.Except(Lowered));

    [Theory]
    [MemberData(nameof(LoweredTypes))]
    [Rfc(4034, "6.2")]
    [Rfc(6840, "5.1")]
    public void Names_of_listed_types_are_in_lower_case(DnsType type)
    {
        Rdata data = Example(type);

        byte[] canonical = Canonical(data);

        Assert.NotEqual(data.ToWire(), canonical);
        Assert.Equal(data.ToString().Replace("E", "e", StringComparison.Ordinal).ToUpperInvariant(), Rdata.FromWire(type, canonical).ToString().ToUpperInvariant());
        Assert.DoesNotContain("Example", Rdata.FromWire(type, canonical).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OtherTypes))]
    [Rfc(6840, "5.1")]
    public void Data_of_other_types_is_canonical_as_it_is(DnsType type)
    {
        Rdata data = Example(type);

        byte[] canonical = Canonical(data);

        Assert.Equal(data.ToWire(), canonical);
    }

    [Fact]
    public void Every_type_with_a_name_is_tried()
    {
        IEnumerable<DnsType> named = RdataExamples.All.Where(example => example.Text.Contains("Example.", StringComparison.Ordinal)).Select(example => example.Type);

        Assert.Empty(named.Except(Lowered).Except(Kept));
    }

    private static Rdata Example(DnsType type) => Rdata.Parse(type, RdataExamples.All.First(example => example.Type == type).Text);

    private static byte[] Canonical(Rdata data)
    {
        DnsMessageWriter writer = new(new byte[1024]);
        data.WriteCanonical(ref writer);
        return writer.Written.ToArray();
    }
}
