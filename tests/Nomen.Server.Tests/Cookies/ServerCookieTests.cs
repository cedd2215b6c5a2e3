using System.Net;
using Nomen.Client.Caching;
using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Server.Cookies;
using Nomen.Server.Listeners;
using Nomen.Server.Tests.Listeners;
using Nomen.Testing.Knobs;
using Nomen.Testing.Time;

namespace Nomen.Server.Tests.Cookies;

/// <summary>Cookies as a client of the server meets them (RFC 7873, RFC 9018).</summary>
public sealed class ServerCookieTests
{
    private static readonly byte[] Client = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly ServerCookieOptions Demanding = new() { IsDemanded = true };

    private readonly ManualTimeProvider _time = new();
    private readonly ServerCounters _counters = new();
    private readonly byte[] _reply = new byte[ushort.MaxValue];

    [Fact]
    [Knob(typeof(DnsServerOptions), nameof(DnsServerOptions.Cookies))]
    [Rfc(7873, "5.2.3")]
    public void A_client_that_sends_its_cookie_gets_it_back_with_ours()
    {
        CookieOption? cookie = CookieOf(Ask(Pipeline(new ServerCookieOptions()), Client));

        Assert.Equal(Client, cookie!.Client.ToArray());
        Assert.Equal(16, cookie.Server.Length);
        Assert.Null(CookieOf(Ask(Pipeline(null), Client)));
        Assert.Null(CookieOf(Ask(Pipeline(new ServerCookieOptions()), null)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(41)]
    [Rfc(7873, "5.2.2")]
    public void What_is_no_cookie_is_FORMERR_without_one(int length)
    {
        DnsMessage answer = Ask(Pipeline(new ServerCookieOptions()), new byte[length]);

        Assert.Equal(Rcode.FormErr, answer.Rcode);
        Assert.Null(CookieOf(answer));
    }

    [Fact]
    [Knob(typeof(ServerCookieOptions), nameof(ServerCookieOptions.IsDemanded))]
    [Rfc(7873, "5.2.4")]
    public void A_demanded_cookie_is_BADCOOKIE_until_the_client_returns_it()
    {
        QueryPipeline pipeline = Pipeline(new ServerCookieOptions { IsDemanded = true });

        DnsMessage first = Ask(pipeline, Client);
        DnsMessage second = Ask(pipeline, Both(first));

        Assert.Equal((Rcode.BadCookie, 0), (first.Rcode, first.Answers.Count));
        Assert.Equal((Rcode.NoError, 1), (second.Rcode, second.Answers.Count));
        Assert.Equal(Rcode.NoError, Ask(Pipeline(new ServerCookieOptions()), Client).Rcode);
    }

    [Fact]
    public void Clients_without_cookies_and_clients_over_TCP_need_none()
    {
        Assert.Equal(Rcode.NoError, Ask(Pipeline(Demanding), null).Rcode);
        Assert.Equal(Rcode.NoError, Ask(Pipeline(Demanding), Client, protocol: DnsProtocol.Tcp).Rcode);
    }

    [Fact]
    [Rfc(9018, "4")]
    public void A_cookie_holds_for_the_address_that_got_it()
    {
        QueryPipeline pipeline = Pipeline(Demanding);
        byte[] both = Both(Ask(pipeline, Client, "192.0.2.1"));

        Assert.Equal(Rcode.BadCookie, Ask(pipeline, both, "192.0.2.2").Rcode);
        Assert.Equal(Rcode.NoError, Ask(pipeline, both, "::ffff:192.0.2.1").Rcode);
    }

    [Fact]
    [Rfc(9018, "4.3")]
    public void A_fresh_cookie_comes_back_as_it_is_and_an_aging_one_anew()
    {
        QueryPipeline pipeline = Pipeline(Demanding);
        byte[] both = Both(Ask(pipeline, Client));

        _time.Advance(TimeSpan.FromMinutes(30));
        DnsMessage fresh = Ask(pipeline, both);
        _time.Advance(TimeSpan.FromMinutes(20));
        DnsMessage aging = Ask(pipeline, both);

        Assert.Equal(both, Both(fresh));
        Assert.Equal(Rcode.NoError, aging.Rcode);
        Assert.NotEqual(both, Both(aging));
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(null, false)]
    [Knob(typeof(ServerCookieOptions), nameof(ServerCookieOptions.RotationPeriod))]
    [Rfc(9018, "5")]
    public void After_the_period_cookies_are_made_with_a_new_secret_and_those_before_are_still_good(double? hours, bool isNew)
    {
        QueryPipeline pipeline = Pipeline(hours is { } set ? Demanding with { RotationPeriod = TimeSpan.FromHours(set) } : Demanding);
        _time.Advance(TimeSpan.FromMinutes(50));
        byte[] both = Both(Ask(pipeline, Client));

        _time.Advance(TimeSpan.FromMinutes(11));
        DnsMessage after = Ask(pipeline, both);

        Assert.Equal(Rcode.NoError, after.Rcode);
        Assert.Equal(isNew, !both.SequenceEqual(Both(after)));
    }

    [Fact]
    [Knob(typeof(ServerCookieOptions), nameof(ServerCookieOptions.Secrets))]
    [Rfc(9018, "5")]
    public void Servers_of_one_secret_take_each_others_cookies_while_it_changes()
    {
        byte[] old = [.. Enumerable.Repeat((byte)1, 16)];
        byte[] next = [.. Enumerable.Repeat((byte)2, 16)];
        byte[] both = Both(Ask(Pipeline(Demanding with { Secrets = [old] }), Client));

        DnsMessage changed = Ask(Pipeline(Demanding with { Secrets = [next, old] }), both);

        Assert.Equal(Rcode.NoError, changed.Rcode);
        Assert.Equal(Rcode.NoError, Ask(Pipeline(Demanding with { Secrets = [old, next] }), Both(changed)).Rcode);
        Assert.Equal(Rcode.BadCookie, Ask(Pipeline(Demanding with { Secrets = [next] }), both).Rcode);
    }

    [Fact]
    public async Task What_a_cache_answers_on_the_receive_thread_has_a_cookie_and_is_refused_without()
    {
        await using CacheTransport cache = new(new FakeTransport(FakeTransport.OneAddress), services: new TransportServices { TimeProvider = _time });
        QueryPipeline pipeline = Pipeline(Demanding, cache);
        byte[] both = Both(Ask(pipeline, Client));
        Ask(pipeline, both);

        DnsMessage hit = Ask(pipeline, both);
        DnsMessage refused = Ask(pipeline, Client);

        Assert.Equal((Rcode.NoError, 1L), (hit.Rcode, _counters.Read(ServerCounter.FastAnswers)));
        Assert.Equal(both, Both(hit));
        Assert.Equal(Rcode.BadCookie, refused.Rcode);
    }

    [Theory]
    [InlineData("192.0.2.1", 4)]
    [InlineData("::ffff:192.0.2.1", 4)]
    [InlineData("2001:db8::1", 16)]
    public void An_address_has_the_same_octets_however_the_system_gives_it(string text, int length)
    {
        IPEndPoint endPoint = new(IPAddress.Parse(text), 53);
        Span<byte> fromSystem = stackalloc byte[16];
        Span<byte> fromEndPoint = stackalloc byte[16];

        int first = new ClientAddress(endPoint.Serialize()).WriteAddress(fromSystem);
        int second = new ClientAddress(endPoint, DnsProtocol.Tcp).WriteAddress(fromEndPoint);

        Assert.Equal((length, length), (first, second));
        Assert.True(fromSystem.SequenceEqual(fromEndPoint));
    }

    private static CookieOption? CookieOf(DnsMessage answer) => answer.Edns?.Find<CookieOption>();

    private static byte[] Both(DnsMessage answer) => CookieOf(answer)!.Data.ToArray();

    private QueryPipeline Pipeline(ServerCookieOptions? cookies, IDnsTransport? transport = null)
    {
        DnsServerOptions options = new() { Cookies = cookies, Allow = [IPNetwork.Parse("0.0.0.0/0")] };
        return new QueryPipeline(transport ?? new FakeTransport(FakeTransport.OneAddress), options, new TransportServices { TimeProvider = _time }, _counters);
    }

    private DnsMessage Ask(QueryPipeline pipeline, byte[]? cookie, string client = "127.0.0.1", DnsProtocol protocol = DnsProtocol.Udp)
    {
        EdnsRecord edns = EdnsRecord.Default with { Options = cookie is null ? [] : [new UnknownOption(EdnsOptionCode.Cookie, cookie)] };
        ClientAddress from = new(new IPEndPoint(IPAddress.Parse(client), 1), protocol);
        QueryOutcome outcome = pipeline.Begin(Query.Octets("www.example.", edns: edns), from, TimeSpan.Zero, _reply);
        Assert.Null(outcome.Pending);
        return DnsMessage.Parse(_reply.AsSpan(0, outcome.Length));
    }
}
