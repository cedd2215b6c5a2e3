using System.Runtime.CompilerServices;
using Nomen.Client.Selection;
using Nomen.Client.Tests.DatagramStream;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Selection;

/// <summary>Zone transfers over several upstreams.</summary>
public sealed class TransferTests
{
    private static readonly DnsRequest Axfr = DnsRequest.Query("example", DnsType.AXFR);

    [Fact]
    public async Task The_first_upstream_that_sends_a_message_carries_the_transfer()
    {
        Streaming failing = new(_ => throw new TransportError(TransportFailure.ConnectionRefused).ToException());
        Streaming good = new(_ => Rcode.NoError, messages: 3);
        await using RedundantTransport transport = new([new Upstream(failing, "a"), new Upstream(good, "b")]);

        Assert.Equal(3, (await ReadAsync(transport)).Count);
        Assert.Equal((1, 1), (failing.Transfers, good.Transfers));
        Assert.Equal((1L, 1L), (transport.GetStatistics()[0].Failed, transport.GetStatistics()[1].Answered));
    }

    [Fact]
    public async Task An_upstream_without_streams_is_skipped()
    {
        Streaming good = new(_ => Rcode.NoError, messages: 2);
        await using LoadBalancingTransport transport = new([new Upstream(new FakeTransport(VirtualPair.Answer)), new Upstream(good)]);

        Assert.Equal(2, (await ReadAsync(transport)).Count);
    }

    [Fact]
    public async Task When_none_carries_streams_the_failure_says_so()
    {
        await using RedundantTransport transport = new([new Upstream(new FakeTransport(VirtualPair.Answer))]);

        DnsTransportException error = await Assert.ThrowsAsync<DnsTransportException>(() => ReadAsync(transport));

        Assert.Equal((TransportFailure.NoUpstream, "no upstream here carries zone transfers"), (error.Failure, error.Error.Detail));
    }

    [Fact]
    public async Task A_failure_after_the_first_message_is_not_repeated_elsewhere()
    {
        Streaming cut = new(number => number == 2 ? throw new TransportError(TransportFailure.ConnectionClosed).ToException() : Rcode.NoError, messages: 3);
        Streaming good = new(_ => Rcode.NoError, messages: 3);
        await using RedundantTransport transport = new([new Upstream(cut), new Upstream(good)]);

        DnsTransportException error = await Assert.ThrowsAsync<DnsTransportException>(() => ReadAsync(transport));

        Assert.Equal((TransportFailure.ConnectionClosed, 0), (error.Failure, good.Transfers));
        Assert.Equal(0, transport.GetStatistics()[0].Outstanding);
    }

    [Theory]
    [InlineData(Rcode.Refused)]
    [InlineData(Rcode.ServFail)]
    public async Task A_refusal_is_put_off_and_given_when_nobody_does_better(Rcode refusal)
    {
        Streaming refusing = new(_ => refusal);
        Streaming good = new(_ => Rcode.NoError, messages: 2);
        await using RedundantTransport both = new([new Upstream(refusing), new Upstream(good)]);
        await using RedundantTransport alone = new([new Upstream(refusing)]);

        Assert.Equal(2, (await ReadAsync(both)).Count);
        Assert.Equal(refusal, Assert.Single(await ReadAsync(alone)).Rcode);
    }

    [Fact]
    public async Task A_reader_that_stops_gives_the_place_back()
    {
        Streaming good = new(_ => Rcode.NoError, messages: 5);
        await using RedundantTransport transport = new([new Upstream(good) { MaxOutstanding = 1 }]);

        await foreach (DnsResponse response in transport.SendStreamingAsync(Axfr))
        {
            Assert.Equal(1, transport.GetStatistics()[0].Outstanding);
            break;
        }

        Assert.Equal(0, transport.GetStatistics()[0].Outstanding);
        Assert.Equal(5, (await ReadAsync(transport)).Count);
    }

    [Fact]
    public async Task Only_transfers_are_streamed()
    {
        await using RedundantTransport transport = new([]);

        Assert.Throws<ArgumentException>(() => transport.SendStreamingAsync(DnsRequest.Query("example", DnsType.A)));
    }

    private static async Task<List<DnsResponse>> ReadAsync(IDnsStreamingTransport transport)
    {
        List<DnsResponse> responses = [];
        await foreach (DnsResponse response in transport.SendStreamingAsync(Axfr))
        {
            responses.Add(response);
        }

        return responses;
    }

    /// <summary>A transport of streams: each message has the code that the test gives its number, from 1.</summary>
    private sealed class Streaming(Func<int, Rcode> codeOf, int messages = 1) : IDnsStreamingTransport
    {
        public int Transfers { get; private set; }

        public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default) => ValueTask.FromResult(VirtualPair.Answer(request));

        public async IAsyncEnumerable<DnsResponse> SendStreamingAsync(DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Transfers++;
            for (int number = 1; number <= messages; number++)
            {
                await Task.Yield();
                yield return DnsResponse.For(request, codeOf(number));
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
