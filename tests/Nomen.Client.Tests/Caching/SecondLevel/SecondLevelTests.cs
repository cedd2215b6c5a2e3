using Nomen.Client.Caching;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching.SecondLevel;

/// <summary>Caches that share a second level: what goes there, what comes from there, and that no failure of it is anybody's.</summary>
public sealed class SecondLevelTests
{
    private readonly FakeSecondLevel _level = new();

    [Fact]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.SecondLevel))]
    public void SecondLevel_lets_one_cache_answer_what_another_has_asked()
    {
        NewWorld().Ask();
        CacheWorld second = NewWorld();

        DnsResponse response = second.Ask("WWW.Example");

        Assert.Equal(["WWW.Example. 300 IN A 192.0.2.1"], CacheWorld.Records(response.Message));
        Assert.Equal((0, 1, 1), (second.AskedUpstream, second.Cache.Statistics.SecondLevelHits, second.Cache.Statistics.Misses));
        second.Ask();
        Assert.Equal(2, _level.Reads.Count);
    }

    [Fact]
    public void TTLs_go_on_from_one_instance_to_the_next_and_end_in_time()
    {
        NewWorld().Ask();
        CacheWorld second = NewWorld();
        second.Pass(299);

        Assert.Equal([1u], CacheWorld.Ttls(second.Ask().Message));
        second.Pass(1);
        second.Ask();
        Assert.Equal(1, second.AskedUpstream);
        Assert.Equal(TimeSpan.FromSeconds(300), Assert.Single(_level.Lifetimes).Value);
    }

    [Fact]
    public void What_is_past_its_lifetime_there_is_asked_for_and_written_again()
    {
        NewWorld().Ask();
        CacheWorld second = NewWorld();
        second.Pass(300);
        byte[] before = _level.Values.Values.Single();

        second.Ask();

        Assert.Equal(1, second.AskedUpstream);
        Assert.NotEqual(before, _level.Values.Values.Single());
    }

    [Fact]
    public void Each_set_of_flags_and_each_type_has_a_key_of_its_own()
    {
        CacheWorld world = NewWorld();
        world.Ask("www.example", flags: 0);
        world.Ask();
        world.Ask("www.example", flags: DnsFlags.RD | DnsFlags.CD);
        world.Ask("www.example", dnssecOk: true);
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example 300 IN MX 1 mx.example.");
        world.Ask("www.example", DnsType.MX);

        Assert.Equal(["1:0:A:www.example.", "1:4:A:www.example.", "1:4:MX:www.example.", "1:6:A:www.example.", "1:c:A:www.example."], _level.Values.Keys.Order());
    }

    [Fact]
    public void A_long_name_is_named_by_its_digest()
    {
        string name = string.Join('.', Enumerable.Repeat(new string('a', 60), 4));

        NewWorld().Ask(name);
        CacheWorld second = NewWorld();
        second.Ask(name);

        Assert.Equal(0, second.AskedUpstream);
        Assert.Matches("^1:4:A:[0-9a-f]{64}$", _level.Values.Keys.Single());
    }

    [Fact]
    public void A_denial_is_shared()
    {
        CacheWorld first = NewWorld();
        first.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.NxDomain, authority: CacheWorld.Soa);
        first.Ask("gone.example");
        CacheWorld second = NewWorld();

        Assert.Equal(Rcode.NxDomain, second.Ask("gone.example").Rcode);
        Assert.Equal((0, 600), (second.AskedUpstream, (int)_level.Lifetimes.Values.Single().TotalSeconds));
    }

    [Fact]
    public void Failures_referrals_forgeries_and_what_the_cache_does_not_keep_are_not_written()
    {
        CacheWorld world = NewWorld();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        world.Ask("a.example");
        world.Upstream.Answer = _ => throw CacheUpstream.Failure(TransportFailure.Timeout);
        world.AskInVain(CacheWorld.Request("b.example"));
        world.Upstream.Answer = request => CacheUpstream.Reply(request, authority: "example 300 IN NS ns.example.");
        world.Ask("c.example", flags: 0);
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "d.example 300 IN A 192.0.2.1").With(new ResponseValidation(SecurityStatus.Bogus, []));
        world.Ask("d.example", flags: DnsFlags.RD | DnsFlags.CD);
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "e.example 0 IN A 192.0.2.1");
        world.Ask("e.example");

        Assert.Equal(5, world.AskedUpstream);
        Assert.Empty(_level.Values);
    }

    [Fact]
    public void A_level_that_throws_costs_nobody_the_answer()
    {
        _level.Failure = new InvalidOperationException("broken");
        CacheWorld world = NewWorld();

        Assert.Equal(Rcode.NoError, world.Ask().Rcode);
        Assert.Equal((1, 0), (world.AskedUpstream, world.Cache.Statistics.SecondLevelHits));
    }

    [Fact]
    public void Equal_requests_share_one_look_up()
    {
        _level.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CacheWorld world = NewWorld();
        Task<DnsResponse>[] askers = [.. Enumerable.Range(0, 5).Select(_ => world.Start())];

        world.Deliver(() => _level.Gate.SetResult());

        Assert.All(askers, asker => Assert.True(asker.IsCompletedSuccessfully));
        Assert.Single(_level.Reads);
    }

    [Fact]
    public void An_asker_leaves_a_level_that_hangs_when_it_wants()
    {
        _level.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CacheWorld world = NewWorld();
        using CancellationTokenSource leaving = new();
        Task<DnsResponse> asker = world.Start(cancellationToken: leaving.Token);

        world.Deliver(leaving.Cancel);

        Assert.True(asker.IsCanceled);
        Assert.True(_level.Gate.Task.IsCanceled);
    }

    [Theory]
    [InlineData(true, SecurityStatus.Secure, DnsFlags.AD)]
    [InlineData(false, SecurityStatus.Unchecked, default(DnsFlags))]
    public void DNSSEC_status_and_AD_come_only_from_a_level_that_is_trusted(bool isTrusted, SecurityStatus security, DnsFlags ad)
    {
        FakeSecondLevel level = new() { IsTrusted = isTrusted };
        CacheWorld first = NewWorld(level);
        first.Upstream.Answer = request => CacheUpstream.Reply(request, DnsFlags.RA | DnsFlags.AD, answers: "www.example 300 IN A 192.0.2.1")
            .With(new ResponseValidation(SecurityStatus.Secure, []));
        first.Ask("www.example", dnssecOk: true);
        CacheWorld second = NewWorld(level);

        DnsResponse response = second.Ask("www.example", dnssecOk: true);

        Assert.Equal((security, ad), (response.Security, response.Message.Flags & DnsFlags.AD));
        Assert.Equal(ad, second.Ask("www.example", dnssecOk: true).Message.Flags & DnsFlags.AD);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void A_secure_denial_holds_for_the_names_below_only_from_a_level_that_is_trusted(bool isTrusted, int asked)
    {
        FakeSecondLevel level = new() { IsTrusted = isTrusted };
        CacheWorld first = NewWorld(level);
        first.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.NxDomain, authority: CacheWorld.Soa).With(new ResponseValidation(SecurityStatus.Secure, []));
        first.Ask("gone.example");
        CacheWorld second = NewWorld(level);
        second.Ask("gone.example");

        second.Ask("below.gone.example", DnsType.TXT);

        Assert.Equal(asked, second.AskedUpstream + 1);
    }

    [Fact]
    public void A_flush_forgets_what_the_level_still_has_and_takes_what_comes_later()
    {
        CacheWorld first = NewWorld();
        first.Ask();
        CacheWorld second = NewWorld();
        second.Ask();
        second.Pass(1);

        second.Cache.FlushZone(DomainName.Parse("other.test"));
        second.Cache.FlushAll();
        second.Pass(1);
        second.Ask();
        CacheWorld third = NewWorld();
        third.Pass(10);
        third.Ask();

        Assert.Equal((1, 0), (second.AskedUpstream, third.AskedUpstream));
    }

    [Fact]
    public void A_refresh_asks_the_upstream()
    {
        CacheWorld world = new(new CacheTransportOptions { SecondLevel = _level, Prefetch = new PrefetchOptions() });
        for (int i = 0; i < 5; i++)
        {
            world.Ask();
        }

        world.Pass(295);
        world.Ask();
        world.Pass(0);

        Assert.Equal((2, 1), (world.AskedUpstream, _level.Reads.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Names_that_are_asked_for_per_network_go_past_it(bool hasSubnets)
    {
        CacheWorld world = new(new CacheTransportOptions { SecondLevel = _level, ClientSubnet = hasSubnets ? new ClientSubnetOptions() : null });
        ClientSubnetOption subnet = new(System.Net.IPAddress.Parse("192.0.2.0"), 24);

        world.Ask(CacheWorld.Request().With(EdnsRecord.Default with { Options = [subnet] }));

        Assert.Empty(_level.Reads);
    }

    private CacheWorld NewWorld(FakeSecondLevel? level = null) => new(new CacheTransportOptions { SecondLevel = level ?? _level });
}
