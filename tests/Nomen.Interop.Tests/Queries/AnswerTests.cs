using System.Net;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Queries;

/// <summary>Answers that say more than "here is the RRset": aliases, wildcards, referrals, denials, refusals.</summary>
[Collection(LabCollection.Name)]
public sealed class AnswerTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task A_CNAME_chain_comes_in_the_order_in_which_it_is_followed(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, "www.lab.test", DnsType.A);

        Assert.Equal(
            ["www.lab.test. CNAME web.lab.test.", "web.lab.test. CNAME web1.lab.test.", "web1.lab.test. A 192.0.2.80"],
            Lines(response, DnsSection.Answer));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    [Rfc(6672, "3.1")]
    public async Task A_DNAME_comes_with_the_CNAME_made_from_it(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, "www.old.lab.test", DnsType.A);

        // BIND makes the CNAME from the question's labels as they came, in the random letter case of 0x20.
        Assert.Equal(
            ["old.lab.test. DNAME new.lab.test.", "www.old.lab.test. CNAME www.new.lab.test.", "www.new.lab.test. A 192.0.2.81"],
            Lines(response, DnsSection.Answer),
            StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task A_wildcard_answers_with_the_owner_that_was_asked(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, "some.name.wild.lab.test", DnsType.TXT);

        Assert.Equal(["some.name.wild.lab.test. TXT \"any name\""], Lines(response, DnsSection.Answer));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    public async Task A_referral_has_the_NS_in_authority_and_the_glue_in_additional(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, "host.sub.lab.test", DnsType.A);

        Assert.Equal(DnsFlags.None, response.Message.Flags & DnsFlags.AA);
        Assert.Empty(Lines(response, DnsSection.Answer));
        Assert.Equal(["sub.lab.test. NS ns.sub.lab.test."], Lines(response, DnsSection.Authority));
        Assert.Equal(["ns.sub.lab.test. A 192.0.2.53", "ns.sub.lab.test. AAAA 2001:db8::53"], Lines(response, DnsSection.Additional).Order(StringComparer.Ordinal));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    [Rfc(2308, "3")]
    public async Task A_name_that_does_not_exist_is_denied_with_the_SOA(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, "nothing.lab.test", DnsType.A);

        Assert.Equal(Rcode.NxDomain, response.Rcode);
        Assert.Equal(0, response.Message.Answers.Count);
        Assert.StartsWith("lab.test. SOA ns1.lab.test.", Assert.Single(Lines(response, DnsSection.Authority)), StringComparison.Ordinal);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task An_alias_to_nowhere_is_NXDOMAIN_with_the_alias_in_the_answer(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, "dangling.lab.test", DnsType.A);

        Assert.Equal(Rcode.NxDomain, response.Rcode);
        Assert.Equal(["dangling.lab.test. CNAME nothing.lab.test."], Lines(response, DnsSection.Answer));
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task A_type_that_a_name_lacks_is_an_empty_answer_with_the_SOA(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, "web1.lab.test", DnsType.MX);

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Equal(0, response.Message.Answers.Count);
        Assert.StartsWith("lab.test. SOA ", Assert.Single(Lines(response, DnsSection.Authority)), StringComparison.Ordinal);
    }

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    [OnServer(Server.Unbound)]
    public async Task A_zone_that_the_server_does_not_serve_is_refused(Server server)
    {
        DnsResponse response = await lab.AskAsync(server, "www.elsewhere.example", DnsType.A);

        Assert.Equal(Rcode.Refused, response.Rcode);
    }

    [Theory]
    [OnServer(Server.Nsd, "NSD ")]
    [OnServer(Server.Bind, "bind-lab")]
    [OnServer(Server.Knot, "Knot DNS ")]
    [OnServer(Server.Unbound, "unbound-lab")]
    public async Task A_server_tells_its_version_in_class_CH(Server server, string version)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);
        await using IDnsTransport transport = Transports.UdpThenTcp(address);

        DnsResponse response = await transport.SendAsync(DnsRequest.Query("version.bind", DnsType.TXT, DnsClass.CH));

        ResourceRecord record = Assert.Single(response.Message.ReadRecords(DnsSection.Answer));
        Assert.Equal(DnsClass.CH, record.Class);
        Assert.StartsWith($"\"{version}", record.Data.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [OnServer(Server.Nsd, @"dot\.in.label.lab.test.", "192.0.2.82")]
    [OnServer(Server.Bind, @"dot\.in.label.lab.test.", "192.0.2.82")]
    [OnServer(Server.Knot, @"dot\.in.label.lab.test.", "192.0.2.82")]
    [OnServer(Server.Unbound, @"dot\.in.label.lab.test.", "192.0.2.82")]
    [OnServer(Server.Nsd, @"space\032and\000zero.lab.test.", "192.0.2.83")]
    [OnServer(Server.Bind, @"space\032and\000zero.lab.test.", "192.0.2.83")]
    [OnServer(Server.Knot, @"space\032and\000zero.lab.test.", "192.0.2.83")]
    [OnServer(Server.Unbound, @"space\032and\000zero.lab.test.", "192.0.2.83")]
    public async Task Any_octet_may_stand_in_a_name(Server server, string name, string addressText)
    {
        DnsResponse response = await lab.AskAsync(server, name, DnsType.A);

        Assert.Equal([$"{name} A {addressText}"], Lines(response, DnsSection.Answer));
    }

    // Without TTL and class: a forwarder's TTLs run down.
    private static IEnumerable<string> Lines(DnsResponse response, DnsSection section) => response.Message.ReadRecords(section)
        .Where(record => record.Type != DnsType.OPT)
        .Select(record => $"{record.Owner} {record.Type.ToMnemonic()} {record.Data}");
}
