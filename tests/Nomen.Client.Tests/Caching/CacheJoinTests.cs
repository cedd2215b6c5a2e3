using Nomen.Client.Caching;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Caching;

/// <summary>Equal requests in flight share one question to the upstream, and none harms another (RFC 5452 section 5).</summary>
public sealed class CacheJoinTests
{
    [Fact]
    [Rfc(5452, "5")]
    public void A_hundred_equal_requests_are_one_question_to_the_upstream()
    {
        var world = new CacheWorld();
        world.Upstream.Hold();
        Task<DnsResponse>[] askers = [.. Enumerable.Range(0, 100).Select(i => world.Start(CacheWorld.Request(i % 2 == 0 ? "www.example" : "WWW.example")))];

        world.Deliver(world.Upstream.Release);

        Assert.Equal(1, world.AskedUpstream);
        Assert.All(askers, asker => Assert.True(asker.IsCompletedSuccessfully));
        Assert.Equal((1, 99), (world.Cache.Statistics.Misses, world.Cache.Statistics.Joined));
    }

    [Fact]
    public async Task Who_joined_gets_its_own_letter_case()
    {
        var world = new CacheWorld();
        world.Upstream.Hold();
        Task<DnsResponse> first = world.Start(CacheWorld.Request("www.example"));
        Task<DnsResponse> second = world.Start(CacheWorld.Request("wWw.Example"));

        world.Deliver(world.Upstream.Release);

        Assert.Equal("www.example.", (await first).Message.Question!.Value.Name.ToString());
        Assert.Equal("wWw.Example.", (await second).Message.Question!.Value.Name.ToString());
    }

    [Fact]
    public void Requests_that_differ_in_what_the_answer_depends_on_are_not_joined()
    {
        var world = new CacheWorld();
        world.Upstream.Hold();
        DnsRequest plain = CacheWorld.Request();
        DnsRequest[] requests =
        [
            plain,
            CacheWorld.Request(dnssecOk: true),
            plain.With(DnsFlags.RD | DnsFlags.CD),
            plain.With(DnsFlags.RD | DnsFlags.AD),
            plain.With(DnsFlags.None),
            plain.With(edns: null),
            CacheWorld.Request(type: DnsType.AAAA),
        ];

        foreach (DnsRequest request in requests)
        {
            _ = world.Start(request);
        }

        Assert.Equal(requests.Length, world.AskedUpstream);
    }

    [Fact]
    public async Task Cancelling_one_asker_leaves_the_others_their_answer()
    {
        var world = new CacheWorld();
        world.Upstream.Hold();
        using CancellationTokenSource leaving = new();
        Task<DnsResponse> first = world.Start(CacheWorld.Request().With(new QueryContext(world.Run.Time, TimeSpan.FromSeconds(5))), leaving.Token);
        Task<DnsResponse> second = world.Start();

        world.Deliver(leaving.Cancel);
        world.Deliver(world.Upstream.Release);

        OperationCanceledException left = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(leaving.Token, left.CancellationToken);
        Assert.Equal(Rcode.NoError, (await second).Rcode);
        Assert.Equal(1, world.AskedUpstream);
    }

    [Fact]
    public void When_the_last_asker_leaves_the_question_is_cancelled_and_nothing_is_kept()
    {
        var world = new CacheWorld();
        world.Upstream.Hold();
        using CancellationTokenSource leaving = new();
        _ = world.Start(cancellationToken: leaving.Token);

        world.Deliver(leaving.Cancel);

        Assert.Equal(1, world.Upstream.Cancelled);
        Assert.Equal(0, world.Cache.Statistics.Entries);
    }

    [Fact]
    public async Task An_asker_leaves_at_the_deadline_of_its_own_context()
    {
        var world = new CacheWorld();
        world.Upstream.Hold();
        Task<DnsResponse> hurried = world.Start(CacheWorld.Request().With(new QueryContext(world.Run.Time, TimeSpan.FromSeconds(2))));
        Task<DnsResponse> patient = world.Start();

        world.Pass(2);
        world.Deliver(world.Upstream.Release);

        DnsTransportException error = await Assert.ThrowsAsync<DnsTransportException>(() => hurried);
        Assert.Equal(TransportFailure.Timeout, error.Failure);
        Assert.True(patient.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_failure_reaches_each_asker_as_an_exception_of_its_own()
    {
        var world = new CacheWorld();
        world.Upstream.Hold();
        world.Upstream.Answer = _ => throw CacheUpstream.Failure(TransportFailure.Timeout);
        Task<DnsResponse> first = world.Start();
        Task<DnsResponse> second = world.Start();

        world.Deliver(world.Upstream.Release);

        DnsTransportException one = await Assert.ThrowsAsync<DnsTransportException>(() => first);
        DnsTransportException other = await Assert.ThrowsAsync<DnsTransportException>(() => second);
        Assert.NotSame(one, other);
    }

    [Fact]
    public async Task What_the_layers_below_noted_reaches_every_asker()
    {
        var world = new CacheWorld();
        world.Upstream.Hold();
        world.Upstream.Answer = request =>
        {
            request.Context!.Note(new Dns.Edns.ExtendedError(ExtendedErrorCode.NetworkError));
            return CacheUpstream.Reply(request, rcode: Rcode.ServFail);
        };
        QueryContext[] contexts = [new(world.Run.Time, TimeSpan.FromSeconds(5)), new(world.Run.Time, TimeSpan.FromSeconds(5))];
        Task<DnsResponse>[] askers = [.. contexts.Select(context => world.Start(CacheWorld.Request().With(context)))];

        world.Deliver(world.Upstream.Release);
        await Task.WhenAll(askers);

        Assert.All(contexts, context => Assert.Equal(ExtendedErrorCode.NetworkError, Assert.Single(context.ExtendedErrors).InfoCode));
        Assert.Equal(ExtendedErrorCode.NetworkError, Assert.Single(world.Ask().ExtendedErrors).InfoCode);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    [Knob(typeof(CacheTransportOptions), nameof(CacheTransportOptions.JoinRequests))]
    public void JoinRequests_shares_one_question(bool joins, int asked)
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, JoinRequests = joins });
        world.Upstream.Hold();

        _ = world.Start();
        _ = world.Start();

        Assert.Equal(asked, world.AskedUpstream);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Joined_or_not_an_asker_leaves_at_its_own_deadline(bool joins)
    {
        var world = new CacheWorld(new CacheTransportOptions { MaxBytes = 1 << 20, JoinRequests = joins });
        world.Upstream.Hold();
        Task<DnsResponse> asker = world.Start(CacheWorld.Request().With(new QueryContext(world.Run.Time, TimeSpan.FromSeconds(2))));

        world.Pass(2);

        DnsTransportException failure = await Assert.ThrowsAsync<DnsTransportException>(() => asker);
        Assert.Equal(TransportFailure.Timeout, failure.Failure);
        Assert.Equal(0, world.Cache.Statistics.Entries);
    }

    [Fact]
    public void What_was_asked_before_a_flush_is_not_kept_after_it()
    {
        var world = new CacheWorld();
        world.Upstream.Hold();
        _ = world.Start();

        world.Cache.FlushAll();
        world.Deliver(world.Upstream.Release);

        Assert.Equal(0, world.Cache.Statistics.Entries);
    }
}
