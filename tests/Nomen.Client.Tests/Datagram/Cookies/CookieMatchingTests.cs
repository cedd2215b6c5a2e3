using Nomen.Client.Datagram;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Datagram.Cookies;

/// <summary>Which replies the cookie lets pass (RFC 7873 section 5.3, docs/threats.md A9).</summary>
public sealed class CookieMatchingTests
{
    private static readonly byte[] ServerCookie = [.. Enumerable.Repeat((byte)0xc0, 16)];

    [Theory]
    [InlineData("another client cookie")]
    [InlineData("no octet")]
    [InlineData("a client cookie cut short")]
    [InlineData("a server cookie of seven octets")]
    [InlineData("a server cookie of 33 octets")]
    [Rfc(7873, "5.3")]
    public void A_reply_with_a_wrong_cookie_is_dropped_and_the_right_one_after_it_taken(string wrong)
    {
        DatagramWorld world = new(wire: new() { OnSend = (connection, query) =>
        {
            connection.Deliver(Replies.WithOptions(query, Rcode.Refused, CookieServer.Option(Wrong(wrong, CookieServer.In(query)!))));
            connection.Deliver(Replies.WithOptions(query, Rcode.NoError, CookieServer.Option([.. CookieServer.In(query)!, .. ServerCookie])));
        } });

        Assert.Equal(Rcode.NoError, world.Ask().Rcode);
    }

    [Fact]
    [Rfc(7873, "5.3")]
    public void Of_several_cookies_in_a_reply_the_first_counts()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.WithOptions(
            query,
            Rcode.NoError,
            CookieServer.Option([.. CookieServer.In(query)![..8], .. ServerCookie]),
            CookieServer.Option(new byte[24]))));

        world.Ask();
        world.Ask();

        Assert.Equal(ServerCookie, CookieServer.In(world.Wire.Sent.Last())![8..]);
    }

    [Fact]
    [Rfc(5452, "9.2")]
    public void Many_wrong_cookies_mean_that_the_request_is_to_go_over_TCP()
    {
        DatagramWorld world = new(new() { MaxNearMisses = 3 }, ScriptedConnector.Answering(static query => Replies.WithOptions(query, Rcode.NoError, CookieServer.Option(new byte[24]))));

        DatagramOutcome outcome = world.Exchange();

        Assert.Equal(DatagramOutcomeKind.NearMisses, outcome.Kind);
        Assert.Contains("3 with a wrong cookie", outcome.Error!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    [Rfc(7873, "5.3")]
    public void A_reply_without_a_cookie_of_a_server_that_has_them_is_suspect()
    {
        CookieServer server = new();
        DatagramWorld world = new(wire: server.Wire());
        world.Ask();
        server.HasCookies = false;

        DatagramOutcome outcome = world.Exchange();

        Assert.Equal(DatagramOutcomeKind.CookieMissing, outcome.Kind);
        Assert.True(outcome.WantsStream);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public void Alone_the_transport_fails_with_the_reason_when_a_cookie_is_missing()
    {
        CookieServer server = new();
        DatagramWorld world = new(wire: server.Wire());
        world.Ask();
        server.HasCookies = false;

        DnsTransportException e = world.AskInVain();

        Assert.Equal(TransportFailure.Protocol, e.Failure);
        Assert.Contains("cookie", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Rfc(7873, "5.3")]
    public void A_server_not_known_for_cookies_needs_none()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.To(query)));

        world.Ask();

        Assert.Equal(DatagramOutcomeKind.Response, world.Exchange().Kind);
    }

    [Fact]
    public void A_server_that_only_copies_the_option_is_not_known_for_cookies()
    {
        bool copies = true;
        DatagramWorld world = new(wire: ScriptedConnector.Answering(query => copies ? Replies.WithOptions(query, Rcode.NoError, CookieServer.Option(CookieServer.In(query)!)) : Replies.To(query)));
        world.Ask();
        copies = false;

        Assert.Equal(DatagramOutcomeKind.Response, world.Exchange().Kind);
        Assert.Equal(8, CookieServer.In(world.Wire.Sent.Last())!.Length);
    }

    [Fact]
    public void Requests_that_carry_no_cookie_of_ours_are_answered_without_one()
    {
        CookieServer server = new();
        DatagramWorld world = new(wire: server.Wire());
        world.Ask();
        server.HasCookies = false;

        DnsResponse response = world.Ask(DatagramWorld.Question.With((EdnsRecord?)null));

        Assert.Equal(Rcode.NoError, response.Rcode);
    }

    private static byte[] Wrong(string how, byte[] sent) => how switch
    {
        "another client cookie" => [.. sent[..7], (byte)(sent[7] ^ 1), .. ServerCookie],
        "no octet" => [],
        "a client cookie cut short" => sent[..7],
        "a server cookie of seven octets" => [.. sent[..8], .. new byte[7]],
        _ => [.. sent[..8], .. new byte[33]],
    };
}
