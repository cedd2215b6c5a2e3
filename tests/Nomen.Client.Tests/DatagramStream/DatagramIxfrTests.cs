using Nomen.Client.DatagramStream;
using Nomen.Client.Tests.Transfers;
using Nomen.Client.Transfers;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.DatagramStream;

/// <summary>IXFR over UDP first, and over the stream when a datagram is not enough (RFC 1995 sections 2 and 4); updates over the stream only.</summary>
public sealed class DatagramIxfrTests
{
    private static readonly DnsRequest Ixfr = ZoneTransfer.IxfrRequest(ScriptedTransfer.Zone, 3);

    [Theory]
    [InlineData("soa 3", "UpToDate 3, end 3")]
    [InlineData("soa 2", "UpToDate 2, end 2")]
    [InlineData("soa 5 | soa 3 | a | soa 5 | b | soa 5", "Incremental 5, -soa3, -a, +soa5, +b, end 5")]
    [InlineData("soa 5 | a | soa 5", "Full 5, +soa5, +a, end 5")]
    [Rfc(1995, "2")]
    public async Task A_datagram_that_holds_all_of_it_is_enough(string datagram, string events)
    {
        ScriptedTransfer stream = ScriptedTransfer.Of(Ixfr, "soa 5 | x | soa 5");

        Assert.Equal(events, await IxfrAsync(new FakeTransport(_ => Reply(datagram)), stream));
        Assert.Null(stream.Request);
    }

    [Theory]
    [InlineData("soa 5")]
    [InlineData("soa 5 | soa 3 | a | soa 5")]
    [InlineData("soa 5 | soa 2 | a | soa 5 | b | soa 5")]
    [Rfc(1995, "4")]
    public async Task A_newer_SOA_alone_or_a_part_is_asked_for_over_the_stream(string datagram)
    {
        ScriptedTransfer stream = ScriptedTransfer.Of(Ixfr, "soa 5 | soa 3 | a | soa 5 | b | soa 5");

        Assert.Equal("Incremental 5, -soa3, -a, +soa5, +b, end 5", await IxfrAsync(new FakeTransport(_ => Reply(datagram)), stream));
    }

    [Fact]
    [Rfc(1995, "2")]
    public async Task So_are_cut_answers_errors_and_silence()
    {
        Func<DnsRequest, DnsResponse>[] replies =
        [
            request => new DnsResponse(ScriptedTransfer.Message(request, [ScriptedTransfer.Record("soa 3")], flags: DnsFlags.QR | DnsFlags.TC)),
            request => DnsResponse.For(request, Rcode.NotImp),
            request => throw new TransportError(TransportFailure.Timeout).ToException(),
        ];

        foreach (Func<DnsRequest, DnsResponse> reply in replies)
        {
            Assert.Equal("UpToDate 3, end 3", await IxfrAsync(new FakeTransport(reply), ScriptedTransfer.Of(Ixfr, "soa 3")));
        }
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    [Knob(typeof(DatagramStreamTransportOptions), nameof(DatagramStreamTransportOptions.DatagramIxfr))]
    public async Task UDP_may_be_left_out(bool isTried, int datagrams)
    {
        FakeTransport datagram = new(_ => Reply("soa 3"));

        await IxfrAsync(datagram, ScriptedTransfer.Of(Ixfr, "soa 3"), new DatagramStreamTransportOptions { DatagramIxfr = isTried });

        Assert.Equal(datagrams, datagram.Requests.Count);
    }

    [Fact]
    [Rfc(5936, "4.2")]
    public async Task AXFR_is_never_asked_over_UDP()
    {
        FakeTransport datagram = new(_ => throw new InvalidOperationException("UDP was asked."));
        await using DatagramStreamTransport transport = new(datagram, ScriptedTransfer.Of(ZoneTransfer.AxfrRequest(ScriptedTransfer.Zone), "soa 3 | soa 3"));

        Assert.Equal("Full 3, +soa3, end 3", await ScriptedTransfer.WordsAsync(ZoneTransfer.AxfrAsync(transport, ScriptedTransfer.Zone)));
    }

    [Fact]
    public void Without_a_stream_that_can_there_are_no_transfers()
    {
        DatagramStreamTransport transport = new(new FakeTransport(_ => Reply("soa 3")), new FakeTransport(_ => Reply("soa 3")));

        Assert.Throws<InvalidOperationException>(() => transport.SendStreamingAsync(Ixfr));
    }

    private static DnsResponse Reply(string records) => new(ScriptedTransfer.Message(Ixfr, records));

    private static async Task<string> IxfrAsync(FakeTransport datagram, ScriptedTransfer stream, DatagramStreamTransportOptions? options = null)
    {
        await using DatagramStreamTransport transport = new(datagram, stream, options);
        return await ScriptedTransfer.WordsAsync(ZoneTransfer.IxfrAsync(transport, ScriptedTransfer.Zone, 3));
    }
}
