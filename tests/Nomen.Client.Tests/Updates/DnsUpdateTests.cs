using System.Net;
using Nomen.Client.Updates;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Updates;

public sealed class DnsUpdateTests
{
    private static readonly AData Address = new(IPAddress.Parse("192.0.2.7"));

    [Fact]
    [Rfc(2136, "2.3")]
    public void The_zone_section_names_the_zone_with_type_SOA()
    {
        DnsMessage message = Compose(DnsUpdate.For("example.com"));

        Assert.Equal(Opcode.Update, message.Opcode);
        Assert.Equal(DnsFlags.None, message.Flags);
        Assert.Equal(new DnsQuestion(DomainName.Parse("example.com"), DnsType.SOA, DnsClass.IN), message.Question);
        Assert.Equal(0, message.Answers.Count + message.Authority.Count);
    }

    public static TheoryData<string, string> Prerequisites => new()
    {
        { "RrsetExists", "c00c 000f 00ff 00000000 0000" },
        { "RrsetIs", "c00c 0001 0001 00000000 0004 c0000207" },
        { "RrsetDoesNotExist", "c00c 000f 00fe 00000000 0000" },
        { "NameInUse", "c00c 00ff 00ff 00000000 0000" },
        { "NameNotInUse", "c00c 00ff 00fe 00000000 0000" },
    };

    [Theory]
    [MemberData(nameof(Prerequisites))]
    [Rfc(2136, "2.4")]
    public void Prerequisites_are_the_records_that_the_RFC_defines(string form, string octets)
    {
        Prerequisite prerequisite = form switch
        {
            "RrsetExists" => Prerequisite.RrsetExists("example.com", DnsType.MX),
            "RrsetIs" => Prerequisite.RrsetIs("example.com", Address),
            "RrsetDoesNotExist" => Prerequisite.RrsetDoesNotExist("example.com", DnsType.MX),
            "NameInUse" => Prerequisite.NameInUse("example.com"),
            _ => Prerequisite.NameNotInUse("example.com"),
        };

        DnsMessage message = Compose(DnsUpdate.For("example.com").Require(prerequisite));

        Assert.Equal((1, 0), (message.Answers.Count, message.Authority.Count));
        Assert.Equal(Hex(octets), Convert.ToHexStringLower(message.Octets.Span[29..]));
    }

    [Fact]
    [Rfc(2136, "2.5")]
    public void Changes_are_the_records_that_the_RFC_defines_in_their_order()
    {
        DnsUpdate update = DnsUpdate.For("example.com")
            .Add("example.com", 300, Address)
            .Delete("example.com", DnsType.AAAA)
            .Delete("example.com")
            .Delete("example.com", Address);

        DnsMessage message = Compose(update);

        Assert.Equal((0, 4), (message.Answers.Count, message.Authority.Count));
        Assert.Equal(
            Hex("c00c 0001 0001 0000012c 0004 c0000207" + "c00c 001c 00ff 00000000 0000" + "c00c 00ff 00ff 00000000 0000" + "c00c 0001 00fe 00000000 0004 c0000207"),
            Convert.ToHexStringLower(message.Octets.Span[29..]));
    }

    [Fact]
    public void A_request_is_not_changed_by_what_comes_later()
    {
        DnsUpdate update = DnsUpdate.For("example.com").Delete("a.example.com");
        DnsRequest request = update.ToRequest();

        update.Delete("b.example.com");

        Assert.Single(request.AuthorityRecords);
    }

    [Fact]
    [Rfc(2136, "3.1")]
    public void Names_outside_of_the_zone_are_refused_here()
    {
        DnsUpdate update = DnsUpdate.For("example.com");

        Assert.Throws<ArgumentException>(() => update.Delete("example.org"));
        Assert.Throws<ArgumentException>(() => update.Add("notexample.com", 1, Address));
        Assert.Throws<ArgumentException>(() => update.Require(Prerequisite.NameInUse("com")));
    }

    [Fact]
    public void An_RRset_to_compare_with_has_records_of_one_type()
    {
        Assert.Throws<ArgumentException>(() => Prerequisite.RrsetIs("example.com"));
        Assert.Throws<ArgumentException>(() => Prerequisite.RrsetIs("example.com", Address, new NsData(DomainName.Root)));
    }

    [Fact]
    public void Success_is_NOERROR_and_nothing_else()
    {
        DnsRequest request = DnsUpdate.For("example.com").ToRequest();
        DnsResponse done = DnsResponse.For(request, Rcode.NoError);

        Assert.Same(done, done.EnsureSuccess());
        Assert.Equal(Rcode.YxDomain, Assert.Throws<DnsResponseException>(() => DnsResponse.For(request, Rcode.YxDomain).EnsureSuccess()).Rcode);
    }

    private static string Hex(string text) => text.Replace(" ", string.Empty, StringComparison.Ordinal);

    private static DnsMessage Compose(DnsUpdate update)
    {
        byte[] buffer = new byte[512];
        Assert.True(RequestComposer.TryCompose(update.ToRequest().With((Nomen.Dns.Edns.EdnsRecord?)null), buffer, new HopFields { Id = 1, PayloadSize = 1232 }, out int length));
        return DnsMessage.Parse(buffer.AsSpan(0, length));
    }
}
