using Nomen.Client.DatagramStream;
using Nomen.Client.Tests.Streams;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.DatagramStream;

/// <summary>Upstreams that refuse EDNS (RFC 6891 section 7, docs/threats.md B11).</summary>
public sealed class EdnsFallbackTests
{
    [Theory]
    [InlineData(Rcode.FormErr)]
    [InlineData(Rcode.NotImp)]
    [InlineData(Rcode.BadVers)]
    [Rfc(6891, "7")]
    public void A_refusal_of_EDNS_is_asked_again_without(Rcode refusal)
    {
        var pair = new VirtualPair(Refusing(refusal));

        DnsResponse response = VirtualStream.Ended(pair.Send());

        Assert.Equal(Rcode.NoError, response.Rcode);
        Assert.Equal([true, false], pair.Datagram.Requests.Select(request => request.Edns is not null));
    }

    [Fact]
    [Knob(typeof(DatagramStreamTransportOptions), nameof(DatagramStreamTransportOptions.EdnsFallback))]
    public void A_refusal_is_the_response_when_the_fallback_is_off()
    {
        var pair = new VirtualPair(Refusing(Rcode.BadVers), options: new DatagramStreamTransportOptions { EdnsFallback = false });

        Assert.Equal(Rcode.BadVers, VirtualStream.Ended(pair.Send()).Rcode);
        Assert.Single(pair.Datagram.Requests);
    }

    [Theory]
    [InlineData(Rcode.ServFail)]
    [InlineData(Rcode.Refused)]
    [InlineData(Rcode.NxDomain)]
    public void Other_codes_refuse_nothing(Rcode rcode)
    {
        var pair = new VirtualPair(Refusing(rcode));

        Assert.Equal(rcode, VirtualStream.Ended(pair.Send()).Rcode);
        Assert.Single(pair.Datagram.Requests);
    }

    [Fact]
    public void A_refusal_stays_what_it_is_when_asking_without_does_not_help()
    {
        var pair = new VirtualPair(new FakeTransport(request => VirtualPair.Reply(request, Rcode.BadVers)));

        Assert.Equal(Rcode.BadVers, VirtualStream.Ended(pair.Send()).Rcode);
        VirtualStream.Ended(pair.Send());
        Assert.Equal([true, false, true, false], pair.Datagram.Requests.Select(request => request.Edns is not null));
    }

    [Fact]
    public void When_asking_without_fails_the_refusal_is_the_response()
    {
        var pair = new VirtualPair(new FakeTransport(request => request.Edns is not null ? VirtualPair.Reply(request, Rcode.FormErr) : VirtualPair.Fails(TransportFailure.Timeout)(request)));

        Assert.Equal(Rcode.FormErr, VirtualStream.Ended(pair.Send()).Rcode);
    }

    [Theory]
    [InlineData(15 * 60, null)]
    [InlineData(30, 30)]
    [Knob(typeof(DatagramStreamTransportOptions), nameof(DatagramStreamTransportOptions.EdnsMemory))]
    public void The_upstream_is_asked_without_EDNS_for_a_while(int expected, int? set)
    {
        var options = set is { } seconds ? new DatagramStreamTransportOptions { EdnsMemory = TimeSpan.FromSeconds(seconds) } : null;
        var pair = new VirtualPair(Refusing(Rcode.FormErr), options: options);
        VirtualStream.Ended(pair.Send());

        pair.Advance(expected - 1);
        VirtualStream.Ended(pair.Send());
        pair.Advance(1);
        VirtualStream.Ended(pair.Send());

        Assert.Equal([true, false, false, true, false], pair.Datagram.Requests.Select(request => request.Edns is not null));
    }

    [Fact]
    public void A_request_with_DO_keeps_its_OPT_whatever_is_known()
    {
        var pair = new VirtualPair(Refusing(Rcode.FormErr));
        VirtualStream.Ended(pair.Send());

        DnsResponse response = VirtualStream.Ended(pair.Send(Replies.Ask().With(new EdnsRecord { DnssecOk = true })));

        Assert.Equal(Rcode.FormErr, response.Rcode);
        Assert.Equal(3, pair.Datagram.Requests.Count);
        Assert.True(pair.Datagram.Requests[^1].DnssecOk);
    }

    [Fact]
    public void A_request_without_an_OPT_is_left_alone()
    {
        var pair = new VirtualPair(new FakeTransport(request => VirtualPair.Reply(request, Rcode.FormErr)));

        Assert.Equal(Rcode.FormErr, VirtualStream.Ended(pair.Send(Replies.Ask().With((EdnsRecord?)null))).Rcode);
        Assert.Single(pair.Datagram.Requests);
    }

    [Fact]
    public void Opcodes_other_than_QUERY_are_left_alone()
    {
        var pair = new VirtualPair(Refusing(Rcode.NotImp));
        var update = new DnsRequest(Replies.Ask(type: DnsType.SOA).Question!.Value) { Opcode = Opcode.Notify };

        Assert.Equal(Rcode.NotImp, VirtualStream.Ended(pair.Send(update)).Rcode);
        Assert.Single(pair.Datagram.Requests);
    }

    [Fact]
    public void A_refusal_over_the_stream_counts_too()
    {
        var pair = new VirtualPair(new FakeTransport(VirtualPair.Cut), Refusing(Rcode.NotImp));

        Assert.Equal(Rcode.NoError, VirtualStream.Ended(pair.Send()).Rcode);
        Assert.Equal([true, false], pair.Stream.Requests.Select(request => request.Edns is not null));
    }

    [Theory]
    [InlineData(Rcode.FormErr)]
    [InlineData(Rcode.NotImp)]
    [Rfc(6891, "7")]
    public void An_error_with_an_OPT_refuses_no_EDNS(Rcode rcode)
    {
        var pair = new VirtualPair(new FakeTransport(request => VirtualPair.WithEdns(request, rcode)));

        Assert.Equal(rcode, VirtualStream.Ended(pair.Send()).Rcode);
        Assert.Single(pair.Datagram.Requests);
    }

    private static FakeTransport Refusing(Rcode refusal) => new(request => VirtualPair.Reply(request, request.Edns is null ? Rcode.NoError : refusal));
}
