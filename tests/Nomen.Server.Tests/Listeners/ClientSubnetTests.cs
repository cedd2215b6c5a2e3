using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.Caching.Subnets;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Listeners;
using Nomen.Testing.Knobs;

namespace Nomen.Server.Tests.Listeners;

/// <summary>A client's own client subnet option: left out, or passed on and its answer passed back; its wish to have nothing told always counts.</summary>
public sealed class ClientSubnetTests
{
    private static readonly IPEndPoint Client = IPEndPoint.Parse("203.0.113.77:40000");

    private readonly FakeTransport _upstream = new(FakeTransport.OneAddress);
    private readonly byte[] _reply = new byte[ushort.MaxValue];

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.PassClientSubnet))]
    public void PassClientSubnet_lets_the_option_through(bool pass, int expected)
    {
        Ask(_upstream, pass, "00011800cb0071");

        Assert.Equal(expected, _upstream.Requests[0].Edns!.Options.Length);
        Assert.False(_upstream.Requests[0].Context!.IsClientPrivate);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Rfc(7871, "7.1.2")]
    public void A_client_that_gives_no_bits_is_private(bool pass)
    {
        Ask(_upstream, pass, "00010000");

        Assert.True(_upstream.Requests[0].Context!.IsClientPrivate);
    }

    [Fact]
    [Rfc(7871, "7.1.2")]
    public void A_cache_with_client_subnet_takes_it_at_its_word_though_the_option_is_left_out()
    {
        Ask(NewCache(), pass: false, "00010000");

        Assert.Equal<EdnsOption>([new ClientSubnetOption(IPAddress.Any, 0)], _upstream.Requests[0].Edns!.Options);
    }

    [Fact]
    [Rfc(7871, "7.2.2")]
    public void A_client_that_sent_the_option_gets_it_again_with_the_scope()
    {
        DnsMessage response = Ask(NewCache(), pass: true, "00012000cb00714d");

        Assert.Equal<EdnsOption>([new ClientSubnetOption(IPAddress.Parse("203.0.113.0"), 24)], _upstream.Requests[0].Edns!.Options);
        Assert.Equal<EdnsOption>([new ClientSubnetOption(IPAddress.Parse("203.0.113.77"), 32)], response.Edns!.Options);
    }

    [Fact]
    [Rfc(7871, "7.2.2")]
    public void A_client_that_sent_none_gets_none()
    {
        DnsMessage response = Ask(NewCache(), pass: true, option: null);

        Assert.Equal<EdnsOption>([new ClientSubnetOption(IPAddress.Parse("203.0.113.0"), 24)], _upstream.Requests[0].Edns!.Options);
        Assert.Empty(response.Edns!.Options);
    }

    [Theory]
    [InlineData("00011800cb00", Rcode.FormErr)]
    [InlineData("000118", Rcode.FormErr)]
    [InlineData("", Rcode.FormErr)]
    [InlineData("00011800c63364", Rcode.Refused)]
    [Rfc(7871, "7.5")]
    public void A_broken_option_and_a_network_of_others_are_the_caches_to_refuse(string option, Rcode rcode)
    {
        DnsMessage response = Ask(NewCache(), pass: true, option);

        Assert.Equal(rcode, response.Rcode);
        Assert.Empty(_upstream.Requests);
    }

    private CacheTransport NewCache() => new(_upstream, new CacheTransportOptions { MaxBytes = 1 << 20, ClientSubnet = new ClientSubnetOptions() });

    private DnsMessage Ask(IDnsTransport transport, bool pass, string? option)
    {
        DnsServerOptions options = new() { PassClientSubnet = pass, Allow = [IPNetwork.Parse("203.0.113.0/24")] };
        QueryPipeline pipeline = new(transport, options, TransportServices.Default, new ServerCounters());
        EdnsRecord edns = option is null
            ? EdnsRecord.Default
            : EdnsRecord.Default.With(new UnknownOption(EdnsOptionCode.ClientSubnet, Convert.FromHexString(option)));
        QueryOutcome outcome = pipeline.Begin(Query.Octets("www.cdn.example.", edns: edns), new ClientAddress(Client, DnsProtocol.Udp), TimeSpan.Zero, _reply);
        return DnsMessage.Parse(_reply.AsSpan(0, outcome.Length));
    }
}
