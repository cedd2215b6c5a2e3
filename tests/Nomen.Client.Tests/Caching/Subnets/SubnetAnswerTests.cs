using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.Subnets;

/// <summary>What an asker sees of client subnet: its own option again with the scope, when it sent one.</summary>
public sealed class SubnetAnswerTests
{
    [Fact]
    [Rfc(7871, "7.2.2")]
    public void Who_sent_no_option_gets_none()
    {
        SubnetWorld world = new();

        DnsResponse miss = world.Ask("203.0.113.77");
        DnsResponse hit = world.Ask("203.0.113.78");

        Assert.Equal(["-", "-"], [SubnetWorld.Echo(miss), SubnetWorld.Echo(hit)]);
        Assert.Equal(AnswerSource.Cache, hit.Source);
    }

    [Theory]
    [InlineData(16, "203.0.113.77/32", "203.0.113.77/32/16")]
    [InlineData(24, "203.0.113.0/24", "203.0.113.0/24/24")]
    [InlineData(0, "203.0.113.0/24", "203.0.113.0/24/0")]
    [InlineData(28, "203.0.113.0/24", "203.0.113.0/24/24")]
    [InlineData(20, "203.0.0.0/16", "203.0.0.0/16/20")]
    [Rfc(7871, "7.2.1")]
    [Rfc(7871, "7.2.2")]
    public void Who_sent_one_gets_family_source_and_address_again_and_the_scope(byte scope, string option, string expected)
    {
        SubnetWorld world = new() { Scope = _ => scope };

        DnsResponse miss = world.Ask(option: option);
        DnsResponse hit = world.Ask(option: option);

        Assert.Equal([expected, expected], [SubnetWorld.Echo(miss), SubnetWorld.Echo(hit)]);
        Assert.Equal(1, world.World.AskedUpstream);
    }

    [Fact]
    [Rfc(7871, "7.2.2")]
    public void Who_sent_one_with_no_bits_gets_it_again()
    {
        SubnetWorld world = new();

        DnsResponse miss = world.Ask("203.0.113.77", "0.0.0.0/0");
        DnsResponse hit = world.Ask("203.0.113.77", "::/0");

        Assert.Equal(["0.0.0.0/0/0", "::/0/0"], [SubnetWorld.Echo(miss), SubnetWorld.Echo(hit)]);
    }

    [Fact]
    public void What_was_asked_for_without_a_network_is_said_to_be_for_the_askers_alone()
    {
        SubnetWorld world = new();

        DnsResponse response = world.Ask("192.168.7.1", "192.168.7.0/24");

        Assert.Equal("192.168.7.0/24/24", SubnetWorld.Echo(response));
    }

    [Fact]
    public void Names_that_are_never_asked_for_with_a_subnet_are_for_every_client()
    {
        SubnetWorld world = new(new ClientSubnetOptions { Zones = [] });

        DnsResponse response = world.Ask("203.0.113.77", "203.0.113.0/24");

        Assert.Equal("203.0.113.0/24/0", SubnetWorld.Echo(response));
    }

    [Fact]
    public void An_upstream_without_EDNS_is_no_reason_to_leave_the_option_out()
    {
        SubnetWorld world = new();
        world.Override = request => CacheUpstream.Reply(request, answers: $"{SubnetWorld.Name}. 300 IN A 192.0.2.1");

        DnsResponse response = world.Ask(option: "203.0.113.0/24");

        Assert.Equal("203.0.113.0/24/0", SubnetWorld.Echo(response));
        Assert.Single(CacheWorld.Records(response.Message));
    }

    [Fact]
    public void Other_options_of_the_response_stay_where_they_are()
    {
        SubnetWorld world = new();
        NsidOption nsid = new("ns1"u8.ToArray());
        world.Override = request => CacheUpstream.Reply(
            request, additional: "ns.example. 60 IN A 192.0.2.53", edns: EdnsRecord.Default with { Options = [nsid, SubnetWorld.Option("203.0.113.0/24"), new PaddingOption(5)] });

        DnsMessage message = world.Ask("203.0.113.77").Message;

        Assert.Equal<EdnsOption>([nsid, new PaddingOption(5)], message.Edns!.Options);
        Assert.Single(CacheWorld.Records(message, DnsSection.Additional));
    }

    [Fact]
    [Rfc(7871, "7.5")]
    [Rfc(7871, "11.3")]
    public void A_network_that_the_client_is_not_in_is_refused()
    {
        SubnetWorld world = new();

        DnsResponse response = world.Ask("203.0.113.77", "198.51.100.0/24");

        Assert.Equal((Rcode.Refused, ExtendedErrorCode.Prohibited), (response.Rcode, Assert.Single(response.ExtendedErrors).InfoCode));
        Assert.Equal(0, world.World.AskedUpstream);
    }

    [Fact]
    [Knob(typeof(ClientSubnetOptions), nameof(ClientSubnetOptions.AcceptForeignSubnets))]
    [Rfc(7871, "7.1.1")]
    public void AcceptForeignSubnets_takes_any_network()
    {
        SubnetWorld world = new(new ClientSubnetOptions { AcceptForeignSubnets = true });

        DnsResponse response = world.Ask("203.0.113.77", "198.51.100.0/24");

        Assert.Equal(["198.51.100.0/24/0"], world.Sent);
        Assert.Equal("198.51.100.0/24/24", SubnetWorld.Echo(response));
    }

    [Fact]
    public void A_process_that_asks_for_itself_may_name_any_network()
    {
        SubnetWorld world = new();

        world.Ask(option: "198.51.100.0/24");

        Assert.Equal(["198.51.100.0/24/0"], world.Sent);
    }

    [Theory]
    [InlineData("0001180100cb0071")]
    [InlineData("00011800cb007100")]
    [InlineData("00011800cb00")]
    [InlineData("00011700cb0071")]
    [InlineData("00012100cb00710000")]
    [InlineData("00031800cb0071")]
    [InlineData("00011818cb0071")]
    [InlineData("000118")]
    [InlineData("")]
    [Rfc(7871, "6")]
    [Rfc(7871, "7.2.1")]
    public void A_broken_option_is_answered_with_FORMERR(string data)
    {
        SubnetWorld world = new();
        DnsRequest request = CacheWorld.Request(SubnetWorld.Name);
        request = request.With(request.Edns!.With(new UnknownOption(EdnsOptionCode.ClientSubnet, Convert.FromHexString(data))));

        DnsResponse response = world.World.Ask(request);

        Assert.Equal(Rcode.FormErr, response.Rcode);
        Assert.Equal(0, world.World.AskedUpstream);
    }

    [Fact]
    public void An_option_in_octets_is_as_good_as_one_in_fields()
    {
        SubnetWorld world = new();
        DnsRequest request = CacheWorld.Request(SubnetWorld.Name);
        request = request.With(request.Edns!.With(new UnknownOption(EdnsOptionCode.ClientSubnet, Convert.FromHexString("00011800cb0071"))));

        DnsResponse response = world.World.Ask(request);

        Assert.Equal("203.0.113.0/24/24", SubnetWorld.Echo(response));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Off_a_request_with_an_option_goes_to_the_upstream_as_it_is_and_nothing_is_kept(bool inOctets)
    {
        CacheWorld world = new();
        EdnsOption option = inOctets ? new UnknownOption(EdnsOptionCode.ClientSubnet, Convert.FromHexString("00011800cb0071")) : new ClientSubnetOption(IPAddress.Parse("203.0.113.0"), 24);
        DnsRequest request = CacheWorld.Request();
        world.Ask();

        world.Ask(request.With(request.Edns!.With(option)));

        Assert.Equal<EdnsOption>([option], world.Upstream.Asked[1].Edns!.Options);
        Assert.Single(world.Cache.Find(DomainName.Parse("www.example")));
    }

    [Fact]
    public void A_failure_is_remembered_for_the_question_and_said_to_be_for_every_client()
    {
        SubnetWorld world = new();
        world.Override = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        world.Ask("203.0.113.77");

        DnsResponse response = world.Ask(option: "198.51.100.0/24");

        Assert.Equal(("198.51.100.0/24/0", Rcode.ServFail), (SubnetWorld.Echo(response), response.Rcode));
        Assert.Equal(1, world.World.AskedUpstream);
    }

    [Fact]
    public void An_answer_for_one_network_ends_the_failure_of_the_question()
    {
        SubnetWorld world = new();
        world.Override = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        world.Ask("203.0.113.77");
        world.Override = _ => null;
        world.World.Pass(5);
        world.Ask("203.0.113.77");
        world.Override = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        world.Ask("198.51.100.1");

        CachedResponse failure = Assert.Single(world.World.Cache.Find(DomainName.Parse(SubnetWorld.Name)), entry => entry.Message!.Rcode == Rcode.ServFail);

        Assert.Equal(5, failure.Remaining.TotalSeconds);
    }
}
