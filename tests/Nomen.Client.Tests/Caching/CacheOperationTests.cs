using System.Diagnostics.Metrics;
using Nomen.Client.Caching;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Caching;

/// <summary>Looking into a cache, flushing it, its figures.</summary>
public sealed class CacheOperationTests
{
    [Fact]
    public void Find_shows_what_is_kept_for_a_name_in_any_case()
    {
        var world = new CacheWorld();
        world.Ask("www.example", DnsType.A);
        world.Ask("www.example", DnsType.A, DnsFlags.RD | DnsFlags.AD);
        world.Pass(10);

        IReadOnlyList<CachedResponse> kept = world.Cache.Find(DomainName.Parse("WWW.example"));

        Assert.Equal([DnsFlags.RD, DnsFlags.RD | DnsFlags.AD], kept.Select(entry => entry.Flags));
        Assert.All(kept, entry => Assert.Equal((10, 290), (entry.Age.TotalSeconds, entry.Remaining.TotalSeconds)));
        Assert.All(kept, entry => Assert.Equal([290u], CacheWorld.Ttls(entry.Message!)));
        Assert.Empty(world.Cache.Find(DomainName.Parse("www.example"), DnsType.AAAA));
    }

    [Fact]
    public void Find_shows_an_upstream_that_did_not_answer()
    {
        var world = new CacheWorld();
        world.Upstream.Answer = _ => throw CacheUpstream.Failure(TransportFailure.Timeout);
        world.AskInVain();

        CachedResponse kept = Assert.Single(world.Cache.Find(DomainName.Parse("www.example")));

        Assert.Equal((TransportFailure.Timeout, null), (kept.Failure, kept.Message));
    }

    [Theory]
    [InlineData("a.example", null, 2, new[] { "b.a.example", "example", "other.test" })]
    [InlineData("A.example", DnsType.A, 1, new[] { "a.example", "b.a.example", "example", "other.test" })]
    [InlineData("unknown", null, 0, new[] { "a.example", "a.example", "b.a.example", "example", "other.test" })]
    public void Flush_forgets_a_name_or_one_type_of_it(string name, DnsType? type, int flushed, string[] left)
    {
        CacheWorld world = Filled();

        Assert.Equal(flushed, world.Cache.Flush(DomainName.Parse(name), type));
        Assert.Equal(left, Names(world));
    }

    [Theory]
    [InlineData("a.example", 3, new[] { "example", "other.test" })]
    [InlineData("example", 4, new[] { "other.test" })]
    [InlineData(".", 5, new string[0])]
    public void FlushZone_forgets_a_subtree(string zone, int flushed, string[] left)
    {
        CacheWorld world = Filled();

        Assert.Equal(flushed, world.Cache.FlushZone(DomainName.Parse(zone)));
        Assert.Equal(left, Names(world));
    }

    [Fact]
    public void FlushAll_forgets_everything_and_gives_the_memory_back()
    {
        CacheWorld world = Filled();
        long before = world.Cache.Statistics.Bytes;

        Assert.Equal(5, world.Cache.FlushAll());

        Assert.Equal(0, world.Cache.Statistics.Entries);
        Assert.True(world.Cache.Statistics.Bytes < before);
        world.Ask("example");
        Assert.Equal(6, world.AskedUpstream);
    }

    [Fact]
    public void Statistics_count_every_kind_of_look_up()
    {
        var world = new CacheWorld();
        world.Ask();
        world.Ask();
        world.AskFast();
        world.Upstream.Answer = request => CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        world.Ask("bad.example");
        world.Ask("bad.example");

        CacheStatistics figures = world.Cache.Statistics;

        Assert.Equal((2, 2, 1, 0), (figures.Hits, figures.Misses, figures.Failures, figures.Stale));
        Assert.Equal(2, figures.Entries);
    }

    [Fact]
    public void Metrics_count_look_ups_by_result_and_tell_entries_and_octets()
    {
        Dictionary<string, long> counted = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name.StartsWith("nomen.cache.", StringComparison.Ordinal))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            lock (counted)
            {
                string key = tags.IsEmpty ? instrument.Name : $"{instrument.Name} {tags[0].Value}";
                counted[key] = counted.GetValueOrDefault(key) + value;
            }
        });
        listener.Start();
        var world = new CacheWorld();

        world.Ask();
        world.Ask();
        listener.RecordObservableInstruments();

        // Other tests run beside this one and count too.
        Assert.True(counted["nomen.cache.lookup hit"] >= 1 && counted["nomen.cache.lookup miss"] >= 1);
        Assert.True(counted["nomen.cache.entry"] >= 1 && counted["nomen.cache.size"] >= world.Cache.Statistics.Bytes);
        Assert.True(counted.ContainsKey("nomen.cache.eviction"));
    }

    private static CacheWorld Filled()
    {
        var world = new CacheWorld();
        foreach ((string name, DnsType type) in new[] { ("example", DnsType.A), ("a.example", DnsType.A), ("a.example", DnsType.MX), ("b.a.example", DnsType.A), ("other.test", DnsType.A) })
        {
            world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: type == DnsType.A ? $"{name}. 300 IN A 192.0.2.1" : $"{name}. 300 IN MX 1 {name}.");
            world.Ask(name, type);
        }

        return world;
    }

    private static string[] Names(CacheWorld world) =>
    [
        .. new[] { "a.example", "b.a.example", "example", "other.test" }
            .SelectMany(name => world.Cache.Find(DomainName.Parse(name)))
            .Select(entry => entry.Question.Name.ToString()[..^1]),
    ];
}
