using System.Net;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Tests.Records;

public sealed class RdataEqualityTests
{
    public static TheoryData<DnsType> Types => new(RdataExamples.TypesWithData);

    [Theory]
    [MemberData(nameof(Types))]
    public void Data_read_twice_is_equal(DnsType type)
    {
        byte[] wire = Rdata.Parse(type, RdataExamples.All.First(example => example.Type == type).Text).ToWire();

        Rdata first = Rdata.FromWire(type, wire);
        Rdata second = Rdata.FromWire(type, [.. wire]);

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Data_with_another_octet_is_not_equal(DnsType type)
    {
        byte[] wire = Rdata.Parse(type, RdataExamples.All.First(example => example.Type == type).Text).ToWire();
        Rdata first = Rdata.FromWire(type, wire);
        wire[^1] ^= 1;

        // The last octet of a name is its root; any other change still has the type's form.
        bool read = Rdata.TryFromWire(type, wire, out Rdata? second, out _);

        Assert.False(read && first.Equals(second));
    }

    [Fact]
    [Rfc(4343, "3")]
    public void Names_are_compared_without_case()
    {
        MxData lower = new(10, DomainName.Parse("mail.example."));
        MxData upper = new(10, DomainName.Parse("MAIL.Example."));

        Assert.Equal(lower, upper);
        Assert.Equal(lower.GetHashCode(), upper.GetHashCode());
    }

    [Fact]
    public void Strings_that_are_split_differently_are_not_equal()
    {
        Rdata one = Rdata.Parse(DnsType.TXT, "ab");
        Rdata two = Rdata.Parse(DnsType.TXT, "a b");

        Assert.NotEqual(one, two);
    }

    [Fact]
    public void Types_of_one_form_are_not_equal()
    {
        DomainName name = DomainName.Parse("a.");

        Assert.False(new NsData(name).Equals((object)new CnameData(name)));
    }

    [Fact]
    public void A_subaddress_that_is_empty_is_not_one_that_is_absent()
    {
        Rdata absent = Rdata.Parse(DnsType.ISDN, "1");
        Rdata empty = Rdata.Parse(DnsType.ISDN, "1 \"\"");

        Assert.NotEqual(absent, empty);
        Assert.Null(Assert.IsType<IsdnData>(absent).Subaddress);
    }

    [Fact]
    public void A_copy_with_one_field_changed_keeps_the_others()
    {
        SoaData soa = Assert.IsType<SoaData>(Rdata.Parse(DnsType.SOA, "ns. hostmaster. 1 2 3 4 5"));

        SoaData next = soa with { Serial = 6 };

        Assert.Equal("ns. hostmaster. 6 2 3 4 5", next.ToString());
    }

    [Fact]
    public void Values_that_have_no_wire_form_are_refused_where_they_are_given()
    {
        Assert.Throws<ArgumentException>(() => new AData(IPAddress.IPv6Loopback));
        Assert.Throws<ArgumentException>(() => new AaaaData(IPAddress.Loopback));
        Assert.Throws<ArgumentException>(() => new TxtData([]));
        Assert.Throws<ArgumentException>(() => new TxtData([new byte[256]]));
        Assert.Throws<ArgumentException>(() => new Nsec3paramData(1, 0, 0, new byte[256]));
        Assert.Throws<ArgumentException>(() => new Eui48Data(new byte[7]));
        Assert.Throws<ArgumentException>(() => new AData(IPAddress.Loopback) with { Address = IPAddress.IPv6Any });
    }
}
