using System.Runtime.CompilerServices;
using Nomen.Client.Routing;
using Nomen.Client.Tests.DatagramStream;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Scheduling;

namespace Nomen.Client.Tests.Routing;

/// <summary>The upstream is chosen by the longest suffix of the query name.</summary>
public sealed class RoutingTransportTests
{
    private readonly FakeTransport _root = Answering("root");
    private readonly FakeTransport _example = Answering("example");
    private readonly FakeTransport _corp = Answering("corp.example");

    [Theory]
    [InlineData("corp.example", "corp.example")]
    [InlineData("a.b.corp.example", "corp.example")]
    [InlineData("CORP.Example", "corp.example")]
    [InlineData("x.EXAMPLE", "example")]
    [InlineData("example", "example")]
    [InlineData("xcorp.example", "example")]
    [InlineData("corp.example.test", "root")]
    [InlineData("notexample", "root")]
    [InlineData(".", "root")]
    public async Task The_longest_suffix_label_by_label_and_without_case_decides(string name, string expected)
    {
        await using RoutingTransport transport = Make();

        Assert.Equal(expected, (await transport.SendAsync(DnsRequest.Query(name, DnsType.A))).Upstream);
    }

    [Theory]
    [Rfc(4035, "3.1.4.1")]
    [InlineData("corp.example", "example")]
    [InlineData("example", "root")]
    [InlineData("sub.corp.example", "corp.example")]
    [InlineData(".", "root")]
    public async Task DS_is_asked_on_the_parents_side_of_a_cut(string name, string expected)
    {
        await using RoutingTransport transport = Make();

        Assert.Equal(expected, (await transport.SendAsync(DnsRequest.Query(name, DnsType.DS))).Upstream);
    }

    [Fact]
    public async Task A_request_without_a_question_takes_the_default()
    {
        await using RoutingTransport transport = Make();

        Assert.Equal("root", (await transport.SendAsync(new DnsRequest())).Upstream);
    }

    [Fact]
    public async Task Without_a_route_the_failure_says_so()
    {
        await using RoutingTransport transport = new([new(DomainName.Parse("corp.example"), _corp)]);

        DnsTransportException error = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(DnsRequest.Query("www.example", DnsType.A)));

        Assert.Equal(TransportFailure.NoRoute, error.Failure);
        Assert.Contains("www.example", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_arrives_unchanged()
    {
        await using RoutingTransport transport = Make();
        DnsRequest request = DnsRequest.Query("www.corp.example", DnsType.A);

        await transport.SendAsync(request);

        Assert.Same(request, Assert.Single(_corp.Requests));
    }

    [Fact]
    public async Task Routes_change_while_it_works()
    {
        await using RoutingTransport transport = Make();
        DnsRequest request = DnsRequest.Query("www.corp.example", DnsType.A);

        Assert.True(await transport.RemoveAsync(DomainName.Parse("Corp.Example")));
        Assert.Equal("example", (await transport.SendAsync(request)).Upstream);
        await transport.SetAsync(DomainName.Parse("corp.example"), Answering("new"));
        Assert.Equal("new", (await transport.SendAsync(request)).Upstream);
        Assert.False(await transport.RemoveAsync(DomainName.Parse("other.example")));
        Assert.Equal([".", "example.", "corp.example."], transport.Zones.Select(zone => zone.ToString()));
    }

    [Fact]
    public void A_replaced_transport_ends_its_requests_before_it_is_disposed()
    {
        VirtualRun run = new();
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeTransport slow = new(async (request, _) =>
        {
            await gate.Task;
            return VirtualPair.Reply(request);
        });
        RoutingTransport transport = new([new(DomainName.Root, slow)]);
        Task<DnsResponse> request = run.Scheduler.Start(async () => await transport.SendAsync(Replies.Ask()));
        Task replaced = run.Scheduler.Start(async () => await transport.SetAsync(DomainName.Root, _root));
        run.Scheduler.RunUntilIdle();

        Assert.Equal((false, false), (replaced.IsCompleted, slow.IsDisposed));
        run.Scheduler.Deliver(() => gate.SetResult());
        run.Scheduler.RunUntilIdle();

        Assert.Equal((true, true, true), (request.IsCompletedSuccessfully, replaced.IsCompletedSuccessfully, slow.IsDisposed));
    }

    [Fact]
    public async Task A_transport_of_several_zones_lives_as_long_as_one_of_them()
    {
        await using RoutingTransport transport = new([new(DomainName.Root, _root), new(DomainName.Parse("a.example"), _corp), new(DomainName.Parse("b.example"), _corp)]);

        await transport.RemoveAsync(DomainName.Parse("a.example"));
        Assert.False(_corp.IsDisposed);
        await transport.SetAsync(DomainName.Parse("b.example"), _corp);
        Assert.False(_corp.IsDisposed);
        await transport.RemoveAsync(DomainName.Parse("b.example"));
        Assert.True(_corp.IsDisposed);
    }

    [Fact]
    public async Task Two_routes_for_one_zone_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new RoutingTransport([new(DomainName.Parse("example"), _root), new(DomainName.Parse("EXAMPLE"), _corp)]));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Disposing_disposes_every_transport_and_ends_its_work()
    {
        RoutingTransport transport = Make();

        await transport.DisposeAsync();
        await transport.DisposeAsync();

        Assert.Equal((true, true, true), (_root.IsDisposed, _example.IsDisposed, _corp.IsDisposed));
        DnsTransportException error = await Assert.ThrowsAsync<DnsTransportException>(async () => await transport.SendAsync(Replies.Ask()));
        Assert.Equal(TransportFailure.Disposed, error.Failure);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await transport.SetAsync(DomainName.Root, _root));
    }

    [Fact]
    public async Task Transfers_take_the_route_of_their_zone()
    {
        await using RoutingTransport transport = new([new(DomainName.Root, _root), new(DomainName.Parse("example"), new Streaming())]);
        List<DnsResponse> responses = [];

        await foreach (DnsResponse response in transport.SendStreamingAsync(DnsRequest.Query("example", DnsType.AXFR)))
        {
            responses.Add(response);
        }

        Assert.Equal(2, responses.Count);
    }

    [Fact]
    public async Task A_route_that_carries_no_transfers_says_so()
    {
        await using RoutingTransport transport = Make();

        DnsTransportException error = await Assert.ThrowsAsync<DnsTransportException>(async () =>
        {
            await foreach (DnsResponse response in transport.SendStreamingAsync(DnsRequest.Query("example", DnsType.AXFR)))
            {
                Assert.Fail($"got {response.Rcode}");
            }
        });

        Assert.Equal((TransportFailure.NoRoute, "the route's transport carries no zone transfers"), (error.Failure, error.Error.Detail));
    }

    private static FakeTransport Answering(string upstream) => new(request => VirtualPair.Reply(request, upstream: upstream));

    private RoutingTransport Make() => new(new Dictionary<DomainName, IDnsTransport>
    {
        [DomainName.Root] = _root,
        [DomainName.Parse("example")] = _example,
        [DomainName.Parse("corp.example")] = _corp,
    });

    private sealed class Streaming : IDnsStreamingTransport
    {
        public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default) => ValueTask.FromResult(VirtualPair.Answer(request));

        public async IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return VirtualPair.Answer(request);
            yield return VirtualPair.Answer(request);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
