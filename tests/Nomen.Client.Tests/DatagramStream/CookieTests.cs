using Nomen.Client.Datagram;
using Nomen.Client.DatagramStream;
using Nomen.Client.Services;
using Nomen.Client.Tests.Datagram.Cookies;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Scheduling;
using Nomen.Testing.Time;

namespace Nomen.Client.Tests.DatagramStream;

/// <summary>What cookies send over the stream, and what is learnt there (docs/threats.md A9).</summary>
public sealed class CookieTests
{
    /// <summary>Nothing is sent again because the machine is slow: the datagrams are counted.</summary>
    private static readonly TransportServices StoppedClock = new() { TimeProvider = new ManualTimeProvider() };

    private static readonly byte[] Cookie = [.. Enumerable.Repeat((byte)0xc0, 16)];

    private readonly VirtualRun _run = new(seed: 1);
    private readonly CookieServer _server = new();

    [Fact]
    [Rfc(7873, "5.3")]
    public async Task BADCOOKIE_for_ever_over_UDP_ends_in_an_answer_over_TCP()
    {
        await using var server = new LoopbackPair(static query => [Replies.To(query, Rcode.BadCookie, option: CookieServer.Option([.. CookieServer.In(query)![..8], .. Cookie]))]);
        await using var transport = new DatagramStreamTransport(server.EndPoint, services: StoppedClock);

        DnsResponse response = await transport.SendAsync(Replies.Ask());

        Assert.Equal((DnsProtocol.Tcp, Rcode.NoError), (response.Protocol, response.Rcode));
        Assert.Equal((2, 1), (server.Datagrams.Count, server.Streamed.Count));
    }

    [Fact]
    [Rfc(7873, "5.3")]
    public async Task A_reply_without_a_cookie_of_a_server_that_has_them_is_asked_again_over_TCP()
    {
        bool isForged = false;
        await using var server = new LoopbackPair(query => [isForged
            ? Replies.To(query, Rcode.NxDomain)
            : Replies.To(query, option: CookieServer.Option([.. CookieServer.In(query)![..8], .. Cookie]))]);
        await using var transport = new DatagramStreamTransport(server.EndPoint, services: StoppedClock);
        await transport.SendAsync(Replies.Ask());
        isForged = true;

        DnsResponse response = await transport.SendAsync(Replies.Ask());

        Assert.Equal((DnsProtocol.Tcp, Rcode.NoError), (response.Protocol, response.Rcode));
    }

    [Fact]
    public void What_is_asked_over_the_stream_after_BADCOOKIE_carries_no_cookie()
    {
        FakeTransport stream = new(VirtualPair.Answer);
        DatagramStreamTransport transport = Over(Datagram.ScriptedConnector.Answering(static query => Datagram.Replies.WithOptions(query, Rcode.BadCookie)), stream);

        Ask(transport);

        Assert.Null(Assert.Single(stream.Requests).Edns!.Find<CookieOption>());
    }

    [Theory]
    [InlineData(true, DnsProtocol.Tcp)]
    [InlineData(false, DnsProtocol.Udp)]
    public void Whether_a_server_still_has_cookies_is_learnt_over_the_stream(bool hasCookies, DnsProtocol next)
    {
        FakeTransport stream = new(request => Streamed(request, hasCookies));
        DatagramStreamTransport transport = Over(_server.Wire(), stream);
        Ask(transport);
        _server.HasCookies = false;

        DnsResponse suspect = Ask(transport);
        DnsResponse after = Ask(transport);

        Assert.Equal((DnsProtocol.Tcp, next), (suspect.Protocol, after.Protocol));
        Assert.NotEqual(_server.Received[0], stream.Requests[0].Edns!.Find<CookieOption>()!.Client.ToArray());
    }

    [Fact]
    public void BADCOOKIE_from_a_layer_over_UDP_is_asked_over_the_stream()
    {
        var pair = new VirtualPair(new FakeTransport(static request => VirtualPair.WithEdns(request, Rcode.BadCookie)));

        Assert.Equal(Rcode.NoError, VirtualStream.Ended(pair.Send()).Rcode);
    }

    [Fact]
    public void BADCOOKIE_to_a_cookie_of_the_requests_own_is_the_response()
    {
        var pair = new VirtualPair(new FakeTransport(static request => VirtualPair.WithEdns(request, Rcode.BadCookie)));

        DnsResponse response = VirtualStream.Ended(pair.Send(Replies.Ask().With(EdnsRecord.Default.With(new CookieOption(new byte[8])))));

        Assert.Equal(Rcode.BadCookie, response.Rcode);
        Assert.Empty(pair.Stream.Requests);
    }

    [Fact]
    public void When_the_stream_fails_after_BADCOOKIE_its_failure_is_the_failure()
    {
        var pair = new VirtualPair(new FakeTransport(static request => VirtualPair.WithEdns(request, Rcode.BadCookie)), new FakeTransport(VirtualPair.Fails(TransportFailure.ConnectionRefused)));

        Assert.Equal(TransportFailure.ConnectionRefused, VirtualStream.Failed(pair.Send()).Failure);
    }

    private static DnsResponse Streamed(DnsRequest request, bool hasCookies)
    {
        CookieOption? cookie = request.Edns!.Find<CookieOption>();
        DnsResponse response = hasCookies && cookie is not null
            ? VirtualPair.WithEdns(request, Rcode.NoError, new CookieOption(cookie.Client.Span, Cookie))
            : VirtualPair.WithEdns(request, Rcode.NoError);
        return new DnsResponse(response.Message) { Protocol = DnsProtocol.Tcp };
    }

    private DatagramStreamTransport Over(Datagram.ScriptedConnector wire, FakeTransport stream) =>
        new(new DatagramTransport(wire, services: _run.Services), stream, services: _run.Services);

    private DnsResponse Ask(DatagramStreamTransport transport) => _run.Run(async () => await transport.SendAsync(Replies.Ask()));
}
