using System.Net;
using Nomen.Client.DatagramStream;
using Nomen.Client.Exchange;
using Nomen.Client.Tests.DatagramStream;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Exchange;

public sealed class PooledUpstreamExchangeTests
{
    private readonly Dictionary<string, FakeTransport> _made = [];

    [Fact]
    public async Task Any_response_is_a_reply()
    {
        await using PooledUpstreamExchange exchange = Pool(request => VirtualPair.Reply(request, Rcode.ServFail));

        ExchangeResult result = await exchange.ExchangeAsync(Target(1), Replies.Ask());

        Assert.True(result.IsReply);
        Assert.Equal(Rcode.ServFail, result.Response.Rcode);
    }

    [Theory]
    [InlineData(TransportFailure.Timeout, ExchangeKind.Timeout)]
    [InlineData(TransportFailure.ConnectTimeout, ExchangeKind.Timeout)]
    [InlineData(TransportFailure.ConnectionRefused, ExchangeKind.Refused)]
    [InlineData(TransportFailure.Unreachable, ExchangeKind.Refused)]
    [InlineData(TransportFailure.ConnectionClosed, ExchangeKind.Closed)]
    [InlineData(TransportFailure.Overloaded, ExchangeKind.Closed)]
    public async Task A_failure_is_a_value(TransportFailure failure, ExchangeKind kind)
    {
        await using PooledUpstreamExchange exchange = Pool(VirtualPair.Fails(failure));

        ExchangeResult result = await exchange.ExchangeAsync(Target(1), Replies.Ask());

        Assert.Equal(kind, result.Kind);
        Assert.Equal(failure, result.Error!.Failure);
        Assert.Null(result.Response);
    }

    [Fact]
    public async Task Each_server_has_one_transport()
    {
        await using PooledUpstreamExchange exchange = Pool(VirtualPair.Answer);

        await exchange.ExchangeAsync(Target(1), Replies.Ask());
        await exchange.ExchangeAsync(Target(2), Replies.Ask());
        await exchange.ExchangeAsync(new UpstreamTarget(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 53)), Replies.Ask());

        Assert.Equal(["192.0.2.1:53", "192.0.2.2:53"], _made.Keys);
        Assert.Equal(2, _made["192.0.2.1:53"].Requests.Count);
    }

    [Fact]
    public async Task The_server_not_used_for_longest_is_forgotten_first()
    {
        await using PooledUpstreamExchange exchange = Pool(VirtualPair.Answer, maxTargets: 2);

        foreach (int server in (int[])[1, 2, 1, 3])
        {
            await exchange.ExchangeAsync(Target(server), Replies.Ask());
        }

        Assert.Equal([false, true, false], _made.Values.Select(transport => transport.IsDisposed));
        Assert.False(exchange.TryGetFacts(Target(2), out _));
        Assert.Equal(2, exchange.Count);
    }

    [Fact]
    public async Task A_server_that_is_being_asked_is_kept()
    {
        using var source = new CancellationTokenSource();
        await using PooledUpstreamExchange exchange = Pool((request, token) => request.Question!.Value.Type == DnsType.A ? VirtualPair.Silent(request, token) : ValueTask.FromResult(VirtualPair.Answer(request)), 1);
        Task<ExchangeResult> pending = exchange.ExchangeAsync(Target(1), Replies.Ask(), source.Token).AsTask();

        await exchange.ExchangeAsync(Target(2), Replies.Ask(type: DnsType.MX));

        Assert.False(_made["192.0.2.1:53"].IsDisposed);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    [Fact]
    public async Task Keeps_the_smoothed_round_trip_time_and_failures()
    {
        int asked = 0;
        await using PooledUpstreamExchange exchange = Pool(request => ++asked > 2
            ? VirtualPair.Fails(TransportFailure.Timeout)(request)
            : new DnsResponse(VirtualPair.Answer(request).Message) { Elapsed = TimeSpan.FromMilliseconds(80 * asked) });

        for (int i = 0; i < 4; i++)
        {
            await exchange.ExchangeAsync(Target(1), Replies.Ask());
        }

        Assert.True(exchange.TryGetFacts(Target(1), out ServerFacts facts));
        Assert.Equal(new ServerFacts(TimeSpan.FromMilliseconds(90), 2), facts);
    }

    [Fact]
    public async Task Disposing_disposes_all_and_later_exchanges_say_so()
    {
        PooledUpstreamExchange exchange = Pool(VirtualPair.Answer);
        await exchange.ExchangeAsync(Target(1), Replies.Ask());

        await exchange.DisposeAsync();

        Assert.True(_made["192.0.2.1:53"].IsDisposed);
        Assert.Equal(TransportFailure.Disposed, (await exchange.ExchangeAsync(Target(1), Replies.Ask())).Error!.Failure);
    }

    private static UpstreamTarget Target(int server) => new(new IPEndPoint(IPAddress.Parse($"192.0.2.{server}"), 53));

    private PooledUpstreamExchange Pool(Func<DnsRequest, DnsResponse> answer, int maxTargets = 10) =>
        Pool((request, _) => ValueTask.FromResult(answer(request)), maxTargets);

    private PooledUpstreamExchange Pool(Func<DnsRequest, CancellationToken, ValueTask<DnsResponse>> answer, int maxTargets) => new(
        target =>
        {
            var datagram = new FakeTransport(answer);
            _made.Add(target.ToString(), datagram);
            return new DatagramStreamTransport(datagram, new FakeTransport(VirtualPair.Answer));
        },
        maxTargets);
}
