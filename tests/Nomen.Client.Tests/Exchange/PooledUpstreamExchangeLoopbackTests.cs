using Nomen.Client.Exchange;
using Nomen.Client.Services;
using Nomen.Client.Tests.Datagram.Cookies;
using Nomen.Client.Tests.DatagramStream;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Testing.Knobs;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.Exchange;

/// <summary>Over real sockets: that each option reaches what it is for.</summary>
public sealed class PooledUpstreamExchangeLoopbackTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData(1, false)]
    [Knob(typeof(PooledUpstreamExchangeOptions), nameof(PooledUpstreamExchangeOptions.MaxTargets))]
    public async Task Keeps_as_many_servers_as_it_may(int? maxTargets, bool isKept)
    {
        await using var first = new LoopbackPair(Truth);
        await using var second = new LoopbackPair(Truth);
        await using var exchange = new PooledUpstreamExchange(maxTargets is { } max ? new PooledUpstreamExchangeOptions { MaxTargets = max } : null);

        await exchange.ExchangeAsync(new UpstreamTarget(first.EndPoint), Replies.Ask());
        await exchange.ExchangeAsync(new UpstreamTarget(second.EndPoint), Replies.Ask());

        Assert.Equal(isKept, exchange.TryGetFacts(new UpstreamTarget(first.EndPoint), out _));
        Assert.True(exchange.TryGetFacts(new UpstreamTarget(second.EndPoint), out _));
    }

    [Fact]
    [Knob(typeof(PooledUpstreamExchangeOptions), nameof(PooledUpstreamExchangeOptions.Datagram))]
    public async Task UDP_is_used_as_told()
    {
        await using var server = new LoopbackPair(Truth);
        await using var exchange = new PooledUpstreamExchange(new PooledUpstreamExchangeOptions { Datagram = new() { PayloadSize = 700 } });

        await exchange.ExchangeAsync(new UpstreamTarget(server.EndPoint), Replies.Ask());

        Assert.Equal((ushort?)700, DnsMessage.Parse(Assert.Single(server.Datagrams)).Edns!.PayloadSize);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Knob(typeof(PooledUpstreamExchangeOptions), nameof(PooledUpstreamExchangeOptions.MultiStream))]
    public async Task Connections_are_kept_as_told(bool offersKeepalive)
    {
        await using var server = new LoopbackPair(static query => [Replies.To(query, flags: DnsFlags.QR | DnsFlags.TC)]);
        await using var exchange = new PooledUpstreamExchange(new PooledUpstreamExchangeOptions { MultiStream = new() { Stream = new() { OfferKeepalive = offersKeepalive } } });

        await exchange.ExchangeAsync(new UpstreamTarget(server.EndPoint), Replies.Ask());

        EdnsRecord edns = DnsMessage.Parse(Assert.Single(server.Streamed)).Edns!;
        Assert.Equal(offersKeepalive, edns.Options.Any(static option => option.Code == EdnsOptionCode.TcpKeepalive));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(1, true)]
    [Knob(typeof(PooledUpstreamExchangeOptions), nameof(PooledUpstreamExchangeOptions.DatagramStream))]
    public async Task EDNS_is_remembered_as_told(int? memorySeconds, bool isTriedAgain)
    {
        var time = new ManualTimeProvider();
        await using var server = new LoopbackPair(static query => [Replies.To(query, DnsMessage.Parse(query).Edns is null ? Rcode.NoError : Rcode.FormErr)]);
        var options = memorySeconds is { } seconds ? new PooledUpstreamExchangeOptions { DatagramStream = new() { EdnsMemory = TimeSpan.FromSeconds(seconds) } } : null;
        await using var exchange = new PooledUpstreamExchange(options, new TransportServices { TimeProvider = time });
        await exchange.ExchangeAsync(new UpstreamTarget(server.EndPoint), Replies.Ask());
        int before = server.Datagrams.Count;

        time.Advance(TimeSpan.FromSeconds(2));
        await exchange.ExchangeAsync(new UpstreamTarget(server.EndPoint), Replies.Ask());

        Assert.Equal(isTriedAgain, DnsMessage.Parse(server.Datagrams.ElementAt(before)).Edns is not null);
    }

    [Fact]
    [Rfc(7873, "5.1")]
    public async Task Cookies_of_a_server_are_kept_from_one_exchange_to_the_next()
    {
        byte[] cookie = [.. Enumerable.Repeat((byte)0xc0, 16)];
        await using var server = new LoopbackPair(query => [Replies.To(query, option: CookieServer.Option([.. CookieServer.In(query)![..8], .. cookie]))]);
        await using var exchange = new PooledUpstreamExchange();
        await exchange.ExchangeAsync(new UpstreamTarget(server.EndPoint), Replies.Ask());

        await exchange.ExchangeAsync(new UpstreamTarget(server.EndPoint), Replies.Ask());

        Assert.Equal(cookie, CookieServer.In(server.Datagrams.Last())![8..]);
    }

    private static IEnumerable<byte[]> Truth(byte[] query) => [Replies.To(query)];
}
