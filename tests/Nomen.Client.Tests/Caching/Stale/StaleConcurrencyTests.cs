using Nomen.Client.Caching;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Stale;

/// <summary>Many askers, some of which leave; a flush and the end of the cache while the upstream is asked.</summary>
public sealed class StaleConcurrencyTests
{
    [Fact]
    public void A_hundred_askers_are_one_question_and_get_one_stale_answer_each()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Hold();
        Task<DnsResponse>[] askers = [.. Enumerable.Range(0, 100).Select(_ => world.Start())];

        world.Pass(1.8);

        Assert.Equal(2, world.AskedUpstream);
        Assert.All(askers, asker => Assert.True(asker.IsCompletedSuccessfully));
        Assert.Equal(100, world.Cache.Statistics.Stale);
    }

    [Fact]
    public void Even_where_requests_are_not_joined_a_refresh_is_asked_once()
    {
        var world = new CacheWorld(StaleWorld.Options() with { JoinRequests = false });
        world.Ask();
        world.Pass(301);
        world.Upstream.Hold();

        _ = world.Start();
        _ = world.Start();

        Assert.Equal(2, world.AskedUpstream);
    }

    [Fact]
    public async Task Who_cancels_leaves_and_the_question_goes_on_for_the_others()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Hold();
        using CancellationTokenSource leaving = new();
        Task<DnsResponse> leaver = world.Start(cancellationToken: leaving.Token);
        Task<DnsResponse> other = world.Start();
        world.Upstream.Answers("192.0.2.2");

        world.Deliver(leaving.Cancel);
        world.Deliver(world.Upstream.Release);

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaver);
        Assert.Equal(leaving.Token, cancelled.CancellationToken);
        Assert.Equal("192.0.2.2", (await other).Address());
    }

    [Fact]
    public void Even_the_last_asker_that_cancels_does_not_end_the_refresh()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Hold();
        using CancellationTokenSource leaving = new();
        _ = world.Start(cancellationToken: leaving.Token);
        world.Deliver(leaving.Cancel);

        world.Deliver(world.Upstream.Release);

        Assert.Equal((AnswerSource.Cache, 0), (world.Ask().Source, world.Upstream.Cancelled));
    }

    [Fact]
    public void Above_4096_questions_under_way_one_ends_with_its_last_asker()
    {
        const int Most = 4096;
        CacheWorld world = StaleWorld.Make();
        DnsRequest[] requests = [.. Enumerable.Range(0, Most + 1).Select(i => CacheWorld.Request($"n{i}.example"))];
        Array.ForEach(requests, request => world.Ask(request));
        world.Pass(301);
        world.Upstream.Hold();
        using CancellationTokenSource leaving = new();

        Task<DnsResponse>[] askers = [.. requests.Select(request => world.Start(request, cancellationToken: leaving.Token))];
        world.Deliver(leaving.Cancel);

        Assert.All(askers, asker => Assert.True(asker.IsCanceled));
        Assert.Equal(1, world.Upstream.Cancelled);
    }

    [Fact]
    public async Task What_was_flushed_meanwhile_is_not_served()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Hold();
        world.Upstream.Fails();
        Task<DnsResponse> asker = world.Start();
        world.Cache.Flush(DomainName.Parse("www.example"));

        world.Pass(1.8);
        Assert.False(asker.IsCompleted);
        world.Deliver(world.Upstream.Release);

        Assert.Equal(Rcode.ServFail, (await asker).Rcode);
    }

    [Fact]
    public async Task Disposing_ends_the_refresh_and_fails_who_waits()
    {
        CacheWorld world = StaleWorld.MakeExpired();
        world.Upstream.Hold();
        Task<DnsResponse> asker = world.Start();

        world.Run.Run(async () => await world.Cache.DisposeAsync());

        DnsTransportException failure = await Assert.ThrowsAsync<DnsTransportException>(() => asker);
        Assert.Equal(TransportFailure.Disposed, failure.Failure);
        Assert.Equal((1, 0), (world.Upstream.Cancelled, world.Run.Time.ActiveTimerCount));
    }

    [Fact]
    public void Expired_answers_give_way_when_the_room_is_needed()
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 64 << 10, ServeStale = new ServeStaleOptions() });
        for (int i = 0; i < 5_000; i++)
        {
            world.Ask($"n{i}.example");
            world.Pass(1);
        }

        Assert.InRange(world.Cache.Statistics.Bytes, 1, 64 << 10);
    }
}
