using System.Net;
using Nomen.Client.Datagram;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Datagram.Cookies;

/// <summary>Which cookies are sent, and for how long (RFC 7873, RFC 9018).</summary>
public sealed class CookieTests
{
    private readonly CookieServer _server = new();

    [Fact]
    [Rfc(7873, "5.1")]
    public void The_first_request_carries_a_client_cookie()
    {
        World().Ask();

        Assert.Equal(CookieOption.ClientLength, _server.Received[0]!.Length);
    }

    [Fact]
    [Rfc(7873, "5.1")]
    public void The_cookie_of_the_server_is_sent_back()
    {
        DatagramWorld world = World();
        world.Ask();

        world.Ask();

        Assert.Equal(_server.Client(0), _server.Client(1));
        Assert.Equal(_server.Cookie, _server.Server(1));
    }

    [Theory]
    [InlineData(CookieOption.MinServerLength)]
    [InlineData(CookieOption.MaxServerLength)]
    [Rfc(7873, "5.3")]
    public void The_newest_cookie_of_the_server_is_the_one_sent_back(int length)
    {
        DatagramWorld world = World();
        world.Ask();
        _server.Cookie = [.. Enumerable.Repeat((byte)0x77, length)];
        world.Ask();

        world.Ask();

        Assert.Equal(_server.Cookie, _server.Server(2));
    }

    [Fact]
    [Rfc(7873, "5.3")]
    public void The_cookie_of_an_error_response_is_kept_too()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(query => Replies.WithOptions(query, Rcode.Refused, CookieServer.Option([.. CookieServer.In(query)![..8], .. _server.Cookie]))));
        world.Ask();

        world.Ask();

        Assert.Equal(_server.Cookie, CookieServer.In(world.Wire.Sent.Last())![8..]);
    }

    [Fact]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.Cookies))]
    public void None_are_sent_when_they_are_off()
    {
        World(new() { Cookies = false }).Ask();

        Assert.Null(_server.Received[0]);
    }

    [Fact]
    public void A_request_without_an_OPT_gets_none()
    {
        DatagramWorld world = World();

        world.Ask(DatagramWorld.Question.With((EdnsRecord?)null));

        Assert.False(DnsMessage.Parse(world.Wire.Sent.Single()).View.HasEdns);
    }

    [Fact]
    public void A_request_with_a_cookie_of_its_own_is_left_alone()
    {
        byte[] own = [1, 2, 3, 4, 5, 6, 7, 8];
        DatagramWorld world = World();
        world.Ask();

        world.Ask(DatagramWorld.Question.With(EdnsRecord.Default.With(CookieServer.Option(own))));
        world.Ask();

        Assert.Equal(own, _server.Received[1]);
        Assert.Equal(_server.Client(0), _server.Client(2));
        Assert.Equal(_server.Cookie, _server.Server(2));
    }

    [Fact]
    [Rfc(9018, "3")]
    public void Another_local_address_has_another_client_cookie()
    {
        DatagramWorld world = World(from: "192.0.2.1");
        world.Ask();
        world.Wire.LocalAddress = IPAddress.Parse("198.51.100.1");
        world.Ask();
        world.Wire.LocalAddress = IPAddress.Parse("192.0.2.1");
        world.Ask();

        Assert.NotEqual(_server.Client(0), _server.Client(1));
        Assert.Empty(_server.Server(1));
        Assert.Equal(_server.Client(0), _server.Client(2));
        Assert.Equal(_server.Cookie, _server.Server(2));
    }

    [Fact]
    public void The_cookies_of_four_local_addresses_are_kept()
    {
        DatagramWorld world = World();
        foreach (int address in new[] { 1, 2, 3, 4, 5, 2, 1 })
        {
            world.Wire.LocalAddress = IPAddress.Parse($"192.0.2.{address}");
            world.Ask();
        }

        Assert.Equal(_server.Client(1), _server.Client(5));
        Assert.NotEqual(_server.Client(0), _server.Client(6));
    }

    [Fact]
    [Rfc(9018, "3")]
    public void Two_servers_see_two_client_cookies()
    {
        CookieServer other = new();
        World().Ask();
        new DatagramWorld(wire: other.Wire(), seed: 2).Ask();

        Assert.NotEqual(_server.Client(0), other.Client(0));
    }

    [Theory]
    [InlineData(24 * 60)]
    [InlineData(5)]
    [Rfc(7873, "7.1")]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.ClientCookieLifetime))]
    public void Another_client_cookie_is_drawn_when_its_time_is_over(int minutes)
    {
        DatagramWorld world = World(minutes == 24 * 60 ? null : new() { ClientCookieLifetime = TimeSpan.FromMinutes(minutes) });
        world.Ask();
        world.Run.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        world.Ask();
        world.Run.Advance(TimeSpan.FromSeconds(1));
        world.Ask();

        Assert.Equal(_server.Client(0), _server.Client(1));
        Assert.NotEqual(_server.Client(0), _server.Client(2));
        Assert.Empty(_server.Server(2));
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(30)]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.CookieMemory))]
    public void The_cookie_of_the_server_is_forgotten_after_a_while(int seconds)
    {
        DatagramWorld world = World(seconds == 3600 ? null : new() { CookieMemory = TimeSpan.FromSeconds(seconds) });
        world.Ask();
        _server.HasCookies = false;

        world.Run.Advance(TimeSpan.FromSeconds(seconds - 1));
        DatagramOutcomeKind before = world.Exchange().Kind;
        world.Run.Advance(TimeSpan.FromSeconds(1));
        DatagramOutcomeKind after = world.Exchange().Kind;

        Assert.Equal((DatagramOutcomeKind.CookieMissing, DatagramOutcomeKind.Response), (before, after));
        Assert.Equal((16, 0), (_server.Server(1).Length, _server.Server(2).Length));
    }

    [Fact]
    public void A_server_that_goes_on_sending_cookies_is_not_forgotten()
    {
        DatagramWorld world = World();
        for (int i = 0; i < 5; i++)
        {
            world.Ask();
            world.Run.Advance(TimeSpan.FromMinutes(40));
        }

        _server.HasCookies = false;

        Assert.Equal(DatagramOutcomeKind.CookieMissing, world.Exchange().Kind);
    }

    private DatagramWorld World(DatagramTransportOptions? options = null, string? from = null)
    {
        ScriptedConnector wire = _server.Wire();
        wire.LocalAddress = from is null ? null : IPAddress.Parse(from);
        return new DatagramWorld(options, wire, seed: 1);
    }
}
