using Nomen.Client.Caching;
using Nomen.Client.Caching.SecondLevel;
using Nomen.Client.Tests.Caching.Stale;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching;

/// <summary>Transports and stores of others that do not keep to the rules, and responses at the edge of what there can be.</summary>
public sealed class CacheForeignCodeTests
{
    [Fact]
    public void An_upstream_that_cancels_by_itself_did_not_answer_in_time()
    {
        CacheWorld world = new();
        world.Upstream.Answer = _ => throw new TaskCanceledException();

        Assert.Equal(TransportFailure.Timeout, world.AskInVain().Failure);
        Assert.Equal(TransportFailure.Timeout, world.AskInVain().Failure);
        Assert.Equal(1, world.AskedUpstream);
    }

    [Fact]
    public void A_stale_answer_is_served_when_the_upstream_cancels_by_itself()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Answer = _ => throw new TaskCanceledException();

        Assert.Equal(AnswerSource.StaleCache, world.Ask().Source);
    }

    [Fact]
    public void A_stale_answer_is_served_when_the_upstream_is_broken()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Answer = _ => throw new InvalidOperationException();

        Assert.Equal(AnswerSource.StaleCache, world.Ask().Source);
    }

    [Fact]
    public async Task A_second_level_that_looks_at_no_token_holds_up_no_end()
    {
        CacheWorld world = new(new CacheTransportOptions { MaxBytes = 1 << 20, SecondLevel = new DeafLevel() });
        Task<DnsResponse> asker = world.Start();

        Task end = world.Run.Scheduler.Start(async () => await world.Cache.DisposeAsync());
        world.Settle();

        Assert.True(end.IsCompletedSuccessfully);
        Assert.Equal(TransportFailure.Disposed, (await Assert.ThrowsAsync<DnsTransportException>(() => asker)).Failure);
    }

    [Theory]
    [InlineData(65_524)]
    [InlineData(65_525)]
    [InlineData(65_535)]
    public void The_longest_messages_are_answered_from_memory_with_what_room_is_left(int length)
    {
        CacheWorld world = new(new CacheTransportOptions { MaxBytes = 1 << 20, MaxEntryBytes = 128 << 10 });
        world.Upstream.Answer = request => OfLength(request, length);
        world.Ask();

        DnsResponse hit = world.Ask();

        Assert.Equal((AnswerSource.Cache, length > 65_524 ? length : 65_535), (hit.Source, hit.Message.Octets.Length));
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(65, 2)]
    public void An_answer_full_of_aliases_is_passed_on_and_not_kept(int aliases, int asked)
    {
        CacheWorld world = new();
        string answers = string.Join('\n', Enumerable.Range(0, aliases).Select(i => $"www.example. 300 IN CNAME t{i}.example."));
        world.Upstream.Answer = request => CacheUpstream.Reply(request, answers: answers + "\nt0.example. 300 IN A 192.0.2.1");
        world.Ask();

        Assert.Equal(aliases + 1, world.Ask().Message.ReadRecords(DnsSection.Answer).Count);
        Assert.Equal(asked, world.AskedUpstream);
    }

    [Fact]
    [Rfc(2181, "5.2")]
    public void The_lowest_TTL_of_an_RRset_holds_for_all_of_it_wherever_it_stands()
    {
        CacheWorld world = new();
        world.Upstream.Answer = request => CacheUpstream.Reply(
            request, answers: string.Join('\n', new[] { 300, 200, 250, 100, 400 }.Select((ttl, i) => $"www.example. {ttl} IN A 192.0.2.{i}")), authority: "example. 50 IN NS ns.example.");
        world.Ask();

        Assert.Equal([100u, 100u, 100u, 100u, 100u, 50u], CacheWorld.Ttls(world.Ask().Message));
    }

    private static DnsResponse OfLength(DnsRequest request, int length)
    {
        byte[] octets = new byte[length];
        ReadOnlySpan<byte> start = CacheUpstream.Reply(request).Message.Octets.Span;
        start.CopyTo(octets);
        octets[7] = 1;
        byte[] record = [0xc0, 12, 0, (byte)DnsType.A, 0, 1, 0, 0, 1, 44, 0, 4, 192, 0, 2, 1];
        record.CopyTo(octets.AsSpan(start.Length));
        octets[11] = 1;
        int rest = length - start.Length - record.Length - 12;
        byte[] filler = [0xc0, 12, 0xff, 0, 0, 1, 0, 0, 1, 44, (byte)(rest >> 8), (byte)rest];
        filler.CopyTo(octets.AsSpan(start.Length + record.Length));
        return new DnsResponse(DnsMessage.Parse(octets));
    }

    /// <summary>Never answers, and never gives up.</summary>
    private sealed class DeafLevel : ICacheSecondLevel
    {
        public bool IsTrusted => false;

        public ValueTask<SecondLevelRead> ReadAsync(string key, CancellationToken cancellationToken = default) =>
            new(new TaskCompletionSource<SecondLevelRead>().Task);

        public bool TryWrite(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime) => true;
    }
}
