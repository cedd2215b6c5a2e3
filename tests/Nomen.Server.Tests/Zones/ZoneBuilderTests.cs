using System.Net;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Zones;

/// <summary>What makes a zone, and what is told when it does not.</summary>
public sealed class ZoneBuilderTests
{
    private const string Top = "@ SOA ns admin 9 1 1 1 60\n@ NS ns\n";

    [Fact]
    public void The_SOA_names_the_zone_and_its_serial()
    {
        Zone zone = ZoneBuilder.Build(ZoneText.Records("example.", Top));

        Assert.Equal((DomainName.Parse("example."), DnsClass.IN, 9u), (zone.Apex, zone.Class, zone.Serial));
    }

    [Fact]
    [Rfc(2181, "5")]
    public void Duplicates_are_dropped_whatever_their_letter_case_and_TTL()
    {
        Zone zone = ZoneText.Zone("example.", Top + "a 60 MX 1 mail\nA 90 MX 1 MAIL\na 60 MX 2 mail");

        Assert.Equal(2, zone.Records.Count(record => record.Type == DnsType.MX));
    }

    [Fact]
    [Rfc(2181, "5.2")]
    public void An_RRset_has_the_lowest_of_its_TTLs()
    {
        Zone zone = ZoneText.Zone("example.", Top + "a 60 A 192.0.2.1\na 30 A 192.0.2.2\na 90 TXT other");

        Assert.Equal([30u, 30u], zone.Records.Where(record => record.Type == DnsType.A).Select(record => record.Ttl));
        Assert.Equal(90u, zone.Records.Single(record => record.Type == DnsType.TXT).Ttl);
    }

    [Fact]
    public void Octets_of_a_known_type_are_read()
    {
        ResourceRecord octets = new(DomainName.Parse("a.example."), 60, new UnknownData(DnsType.A, new byte[] { 192, 0, 2, 1 }));

        Zone zone = new ZoneBuilder(DomainName.Parse("example.")).AddRange(ZoneText.Records("example.", Top)).Add(octets).Build();

        Assert.Contains(zone.Records, record => record.Data is AData address && address.Address.Equals(IPAddress.Parse("192.0.2.1")));
    }

    [Fact]
    public void Records_are_enumerated_SOA_first_in_canonical_order()
    {
        Zone zone = ZoneText.Zone("example.", Top + "z A 192.0.2.1\na.z A 192.0.2.1\nb A 192.0.2.1");

        Assert.Equal(["example.", "example.", "b.example.", "z.example.", "a.z.example."], zone.Records.Select(record => record.Owner.ToString()));
        Assert.Equal(DnsType.SOA, zone.Records.First().Type);
    }

    [Theory]
    [InlineData("@ NS ns", "There is no SOA record at the apex.")]
    [InlineData("@ SOA ns admin 1 1 1 1 1", "There is no NS record at the apex.")]
    [InlineData(Top + "@ SOA ns admin 2 1 1 1 1", "There is more than one SOA record at the apex.")]
    [InlineData(Top + "below SOA ns admin 2 1 1 1 1", "below.example. SOA is not at the apex.")]
    [InlineData(Top + "other.test. A 192.0.2.1", "other.test. A lies outside the zone.")]
    [InlineData(Top + "notexample. A 192.0.2.1", "notexample. A lies outside the zone.")]
    [InlineData(Top + "a CNAME b\na A 192.0.2.1", "a.example. CNAME is not alone.")]
    [InlineData(Top + "a CNAME b\na CNAME c", "a.example. CNAME is not alone.")]
    [InlineData(Top + "a DNAME b\na DNAME c", "a.example. has more than one DNAME record.")]
    [InlineData(Top + "a DNAME b\na NS ns", "a.example. DNAME stands at a zone cut.")]
    [InlineData(Top + "a DNAME b\nx.a A 192.0.2.1", "x.a.example. lies below the DNAME record at a.example.")]
    [Rfc(1034, "3.6.2")]
    [Rfc(1035, "5.2")]
    [Rfc(6672, "2.4")]
    public void What_does_not_make_a_zone_is_told(string text, string problem)
    {
        ZoneException exception = Assert.Throws<ZoneException>(() => ZoneText.Zone("example.", text));

        Assert.Equal(problem, Assert.Single(exception.Problems));
    }

    [Fact]
    public void Every_problem_is_told()
    {
        ZoneException exception = Assert.Throws<ZoneException>(() => ZoneText.Zone("example.", "a CNAME b\na A 192.0.2.1\nother. A 192.0.2.1"));

        Assert.Equal(4, exception.Problems.Length);
    }

    [Fact]
    public void Records_without_an_SOA_are_no_zone()
    {
        Assert.Throws<ZoneException>(() => ZoneBuilder.Build([]));
    }

    [Fact]
    public void A_record_of_another_class_is_told()
    {
        ResourceRecord chaos = new(DomainName.Parse("a.example."), DnsType.TXT, DnsClass.CH, 60, new TxtData([new byte[] { 1 }]));

        ZoneException exception = Assert.Throws<ZoneException>(() => new ZoneBuilder(DomainName.Parse("example.")).AddRange(ZoneText.Records("example.", Top)).Add(chaos).Build());

        Assert.Contains("class CH", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Rfc(2181, "10.1")]
    public void An_alias_may_have_its_signature_and_its_proof()
    {
        Zone zone = ZoneText.Zone("example.", Top + "a CNAME b\na RRSIG CNAME\na NSEC b CNAME RRSIG NSEC\na RRSIG NSEC");

        Assert.Equal(4, zone.Records.Count(record => record.Owner == DomainName.Parse("a.example.")));
    }
}
