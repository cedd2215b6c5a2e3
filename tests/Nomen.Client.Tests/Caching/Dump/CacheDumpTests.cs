using Nomen.Client.Caching;
using Nomen.Client.Caching.Dump;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Dump;

/// <summary>A cache is saved and loaded into another: what comes back, and what time did to it.</summary>
public sealed class CacheDumpTests
{
    private const string SignedAddress = "www.example 300 IN A 192.0.2.1\nwww.example 300 IN RRSIG A 8 2 300 20300101000000 20200101000000 1 example. AAAA";

    [Fact]
    public void A_saved_answer_is_answered_by_the_cache_that_loads_it()
    {
        var source = new CacheWorld();
        source.Ask();
        var target = new CacheWorld();

        CacheLoadResult result = DumpOctets.Load(target, DumpOctets.Save(source));

        Assert.Equal((1, 0, 0), (result.Loaded, result.Expired, result.LeftOut));
        Assert.Equal(["www.example. 300 IN A 192.0.2.1"], CacheWorld.Records(target.Ask().Message));
        Assert.NotNull(target.AskFast());
        Assert.Equal(0, target.AskedUpstream);
    }

    [Fact]
    public void TTLs_go_on_while_the_dump_lies_and_end_in_time()
    {
        var source = new CacheWorld();
        source.Ask();
        source.Pass(50);
        byte[] dump = DumpOctets.Save(source);
        var target = new CacheWorld();
        target.Pass(150);

        DumpOctets.Load(target, dump);

        Assert.Equal([150u], CacheWorld.Ttls(target.Ask().Message));
        target.Pass(149);
        Assert.Equal([1u], CacheWorld.Ttls(target.Ask().Message));
        target.Pass(1);
        target.Ask();
        Assert.Equal(1, target.AskedUpstream);
    }

    [Fact]
    public void What_is_past_its_lifetime_is_neither_saved_nor_loaded()
    {
        var source = new CacheWorld();
        source.Ask("early.example");
        source.Pass(200);
        source.Ask("late.example");
        source.Pass(100);
        byte[] dump = DumpOctets.Save(source);
        var target = new CacheWorld();
        target.Pass(500);

        CacheLoadResult result = DumpOctets.Load(target, dump);

        Assert.Single(DumpOctets.Entries(dump));
        Assert.Equal((0, 1, 0, 0), (result.Loaded, result.Expired, result.LeftOut, target.Cache.Statistics.Entries));
    }

    [Fact]
    public void Flags_and_DNSSEC_status_and_extended_errors_are_kept()
    {
        var source = new CacheWorld();
        source.Upstream.Answer = request => CacheUpstream.Reply(request, DnsFlags.RA | DnsFlags.AD, answers: SignedAddress)
            .With(new ResponseValidation(SecurityStatus.Secure, [])).With(new ExtendedError(ExtendedErrorCode.StaleAnswer, "why"));
        source.Ask(CacheWorld.Request(flags: DnsFlags.RD | DnsFlags.CD, dnssecOk: true));
        var target = new CacheWorld();

        DumpOctets.Load(target, DumpOctets.Save(source));
        DnsResponse signed = target.Ask(CacheWorld.Request(flags: DnsFlags.RD | DnsFlags.CD, dnssecOk: true));
        DnsResponse plain = target.Ask(CacheWorld.Request(flags: DnsFlags.RD | DnsFlags.CD));

        Assert.Equal((2, 1, 0), (CacheWorld.Records(signed.Message).Length, CacheWorld.Records(plain.Message).Length, target.AskedUpstream));
        Assert.Equal((SecurityStatus.Secure, true), (signed.Security, signed.Message.Flags.HasFlag(DnsFlags.AD)));
        Assert.Equal(new ExtendedError(ExtendedErrorCode.StaleAnswer, "why"), Assert.Single(signed.ExtendedErrors));
        target.Ask("www.example", dnssecOk: true);
        Assert.Equal(1, target.AskedUpstream);
    }

    [Fact]
    public void A_denial_that_holds_for_the_names_below_does_so_again()
    {
        var source = new CacheWorld(new CacheTransportOptions { NxDomainCut = NxDomainCut.Always });
        source.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.NxDomain, authority: CacheWorld.Soa);
        source.Ask("gone.example");
        var target = new CacheWorld(new CacheTransportOptions { NxDomainCut = NxDomainCut.Always });

        CacheLoadResult result = DumpOctets.Load(target, DumpOctets.Save(source));

        Assert.Equal(1, result.Loaded);
        Assert.Equal(Rcode.NxDomain, target.Ask("below.gone.example", DnsType.TXT).Rcode);
        Assert.Equal(0, target.AskedUpstream);
    }

    [Fact]
    public void Failures_and_forgeries_are_not_saved()
    {
        var source = new CacheWorld();
        source.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        source.Ask("refused.example");
        source.Upstream.Answer = _ => throw CacheUpstream.Failure(TransportFailure.Timeout);
        source.AskInVain(CacheWorld.Request("silent.example"));
        source.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "bogus.example 300 IN A 192.0.2.1").With(new ResponseValidation(SecurityStatus.Bogus, []));
        source.Ask("bogus.example", flags: DnsFlags.RD | DnsFlags.CD);

        byte[] dump = DumpOctets.Save(source);

        Assert.Equal(3, source.Cache.Statistics.Entries);
        Assert.Empty(DumpOctets.Entries(dump));
    }

    [Fact]
    public void A_newer_answer_of_the_loading_cache_stays()
    {
        var source = new CacheWorld();
        source.Ask();
        byte[] dump = DumpOctets.Save(source);
        var target = new CacheWorld();
        target.Pass(10);
        target.Upstream.Answer = request => CacheUpstream.Reply(request, answers: "www.example 60 IN A 192.0.2.99");
        target.Ask();

        DumpOctets.Load(target, dump);

        Assert.Equal(["www.example. 60 IN A 192.0.2.99"], CacheWorld.Records(target.Ask().Message));
    }

    [Fact]
    public void The_loading_caches_own_limits_hold()
    {
        var source = new CacheWorld();
        source.Ask();
        source.Upstream.Answer = request => CacheUpstream.Reply(request, answers: string.Concat(Enumerable.Range(0, 60).Select(i => $"big.example 300 IN A 192.0.2.{i}\n")));
        source.Ask("big.example");
        var target = new CacheWorld(new CacheTransportOptions { MaxTtl = TimeSpan.FromSeconds(20), MaxEntryBytes = 512 });

        CacheLoadResult result = DumpOctets.Load(target, DumpOctets.Save(source));

        Assert.Equal((1, 0, 1), (result.Loaded, result.Expired, result.LeftOut));
        Assert.Equal([20u], CacheWorld.Ttls(target.Ask().Message));
    }

    [Fact]
    public void A_smaller_cache_stays_within_its_bound()
    {
        var source = new CacheWorld(new CacheTransportOptions { MaxBytes = 4 << 20 });
        for (int i = 0; i < 4000; i++)
        {
            source.Ask($"n{i}.example");
        }

        var target = new CacheWorld(new CacheTransportOptions { MaxBytes = 64 << 10 });

        CacheLoadResult result = DumpOctets.Load(target, DumpOctets.Save(source));

        Assert.Equal(4000, result.Loaded);
        Assert.InRange(target.Cache.Statistics.Entries, 200, 700);
        Assert.InRange(target.Cache.Statistics.Bytes, 1, 64 << 10);
    }

    [Fact]
    public void A_flush_while_a_dump_is_read_forgets_it_as_well()
    {
        var source = new CacheWorld();
        source.Ask();
        byte[] dump = DumpOctets.Save(source);
        var target = new CacheWorld();
        using SlowStream slow = new(dump);
        Task<CacheLoadResult> loading = target.Run.Scheduler.Start(async () => await target.Cache.LoadAsync(slow));
        target.Run.Scheduler.RunUntilIdle();

        target.Cache.FlushZone(DomainName.Parse("other.test"));
        target.Deliver(slow.Release);
        CacheLoadResult result = target.Run.Run(() => loading);

        Assert.Equal((0, 1, 0), (result.Loaded, result.LeftOut, target.Cache.Statistics.Entries));
    }

    [Fact]
    public async Task Cancelled_loading_changes_nothing()
    {
        var source = new CacheWorld();
        source.Ask();
        await using CacheTransport target = new(new CacheUpstream());
        using MemoryStream stream = new(DumpOctets.Save(source));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await target.LoadAsync(stream, new CancellationToken(canceled: true)));

        Assert.Equal(0, target.Statistics.Entries);
    }
}
