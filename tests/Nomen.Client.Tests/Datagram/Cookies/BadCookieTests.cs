using Nomen.Client.Datagram;
using Nomen.Dns.Edns;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Datagram.Cookies;

/// <summary>Servers that refuse a cookie: for another one, or because they know none.</summary>
public sealed class BadCookieTests
{
    private readonly CookieServer _server = new() { IsEnforcing = true };

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    [Rfc(7873, "5.3")]
    public void BADCOOKIE_is_followed_by_the_cookie_that_came_with_it(int maxSends)
    {
        DatagramWorld world = new(new() { MaxSends = maxSends }, _server.Wire());

        DnsResponse response = world.Ask();

        Assert.Equal((Rcode.NoError, 2), (response.Rcode, response.Attempts));
        Assert.Equal(_server.Cookie, _server.Server(1));
        Assert.Equal(TimeSpan.Zero, world.Now);
    }

    [Fact]
    [Rfc(7873, "5.3")]
    public void BADCOOKIE_to_the_servers_own_cookie_too_is_for_TCP()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(Bad));

        DatagramOutcome outcome = world.Exchange();

        Assert.Equal((DatagramOutcomeKind.BadCookie, true), (outcome.Kind, outcome.WantsStream));
        Assert.Equal(2, world.Wire.Sent.Count());
    }

    [Fact]
    public void Alone_the_transport_returns_the_second_BADCOOKIE()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(Bad));

        Assert.Equal(Rcode.BadCookie, world.Ask().Rcode);
    }

    [Fact]
    public void BADCOOKIE_to_an_earlier_send_does_not_count_twice()
    {
        DatagramWorld world = new();
        Task<DnsResponse> asking = world.Start();
        world.Run.Advance(TimeSpan.FromSeconds(1));

        world.Deliver(() => Answer(world, 1, _server.Answer));
        world.Deliver(() => Answer(world, 0, _server.Answer));
        world.Deliver(() => Answer(world, 2, _server.Answer));

        Assert.Equal(Rcode.NoError, world.Run.Run(() => asking).Rcode);
    }

    [Fact]
    public void BADCOOKIE_is_all_there_is_when_no_send_is_left_in_the_budget()
    {
        DatagramWorld world = new(wire: _server.Wire());
        QueryContext context = new(world.Run.Time, TimeSpan.FromSeconds(10), new WorkBudget(upstreamSends: 1));

        Assert.Equal(DatagramOutcomeKind.BadCookie, world.Exchange(DatagramWorld.Question.With(context)).Kind);
    }

    [Fact]
    public void BADCOOKIE_to_a_cookie_of_the_requests_own_is_the_response()
    {
        DatagramWorld world = new(wire: _server.Wire());

        DatagramOutcome outcome = world.Exchange(DatagramWorld.Question.With(EdnsRecord.Default.With(CookieServer.Option(new byte[8]))));

        Assert.Equal((DatagramOutcomeKind.Response, Rcode.BadCookie), (outcome.Kind, outcome.Response!.Rcode));
        Assert.Single(_server.Received);
    }

    [Fact]
    [Rfc(6891, "6.1.2")]
    public void FORMERR_to_a_cookie_is_followed_by_a_request_without()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(FormErrToCookie));

        DnsResponse response = world.Ask();

        Assert.Equal((Rcode.NoError, 2), (response.Rcode, response.Attempts));
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(30)]
    public void A_server_that_refuses_cookies_gets_none_for_a_while(int seconds)
    {
        DatagramWorld world = new(seconds == 3600 ? null : new() { CookieMemory = TimeSpan.FromSeconds(seconds) }, ScriptedConnector.Answering(FormErrToCookie));
        world.Ask();

        world.Run.Advance(TimeSpan.FromSeconds(seconds - 1));
        world.Ask();
        world.Run.Advance(TimeSpan.FromSeconds(1));
        world.Ask();

        Assert.Equal([true, false, false, true, false], world.Wire.Sent.Select(static query => CookieServer.In(query) is not null));
    }

    [Fact]
    public void FORMERR_that_has_other_reasons_changes_nothing()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.To(query, Rcode.FormErr)));

        Assert.Equal(Rcode.FormErr, world.Ask().Rcode);
        world.Ask();

        Assert.Equal([true, false, true, false], world.Wire.Sent.Select(static query => CookieServer.In(query) is not null));
    }

    [Fact]
    public void FORMERR_with_a_cookie_in_it_is_the_response()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(query => Replies.WithOptions(query, Rcode.FormErr, CookieServer.Option([.. CookieServer.In(query)!, .. _server.Cookie]))));

        Assert.Equal(Rcode.FormErr, world.Ask().Rcode);
        Assert.Single(world.Wire.Sent);
    }

    [Fact]
    public void A_bare_FORMERR_is_followed_by_a_request_without_a_cookie()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => CookieServer.In(query) is null ? Replies.To(query) : Replies.Bare(query, Rcode.FormErr)));

        Assert.Equal(Rcode.NoError, world.Ask().Rcode);
    }

    [Fact]
    public void A_refusal_that_asking_without_does_not_better_is_the_response_in_the_end()
    {
        DatagramWorld world = new(new() { MaxSends = 1 }, new() { OnSend = static (connection, query) =>
        {
            if (CookieServer.In(query) is not null)
            {
                connection.Deliver(Replies.To(query, Rcode.FormErr));
            }
        } });

        Assert.Equal(Rcode.FormErr, world.Ask().Rcode);
        Assert.Equal(2, world.Wire.Sent.Count());
    }

    private byte[] Bad(byte[] query) => Replies.WithOptions(query, Rcode.BadCookie, CookieServer.Option([.. CookieServer.In(query)![..8], .. _server.Cookie]));

    private static byte[] FormErrToCookie(byte[] query) => Replies.To(query, CookieServer.In(query) is null ? Rcode.NoError : Rcode.FormErr);

    private static void Answer(DatagramWorld world, int send, Func<byte[], byte[]> answer) =>
        world.Wire.Connections[send].Deliver(answer(world.Wire.Connections[send].Sent.Single()));
}
