using Nomen.Client.Streams;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Streams;

/// <summary>Which requests go to another connection when theirs is gone.</summary>
public sealed class MultiStreamResendTests
{
    [Theory]
    [InlineData(2, null)]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [Rfc(7766, "6.2.4")]
    [Knob(typeof(MultiStreamTransportOptions), nameof(MultiStreamTransportOptions.MaxSends))]
    public void A_request_is_sent_no_more_often_than_that(int expected, int? set)
    {
        var multi = new VirtualMultiStream(AnswerUnless(length: 2), set is { } sends ? new() { MaxSends = sends } : null);
        Task<DnsResponse> pending = multi.Send("xx.example.");

        for (int i = 0; i < expected; i++)
        {
            Assert.False(pending.IsCompleted);
            VirtualStream.Ended(multi.Send("x.example."));
            multi.Act(multi.Peers[^1].End);
        }

        Assert.Equal(expected, VirtualStream.Failed(pending).Attempts);
    }

    [Theory]
    [InlineData(Opcode.Update, false, false)]
    [InlineData(Opcode.Update, true, true)]
    [InlineData(Opcode.Notify, false, true)]
    [Rfc(2136, "3")]
    [Rfc(1996, "3.6")]
    [Knob(typeof(MultiStreamTransportOptions), nameof(MultiStreamTransportOptions.ResendUpdates))]
    public void An_UPDATE_that_was_written_is_not_sent_again_unless_the_options_say_so(Opcode opcode, bool set, bool expected)
    {
        var multi = new VirtualMultiStream(AnswerOrdinary, new() { ResendUpdates = set });
        VirtualStream.Ended(multi.Send());
        Task<DnsResponse> pending = Ask(multi, opcode);

        multi.Act(multi.Peers[0].End);

        Assert.Equal(expected ? 2 : 1, multi.Peers.Count);
        Assert.Equal(!expected, pending.IsFaulted);
    }

    [Fact]
    public void An_UPDATE_that_was_never_written_moves_to_the_next_connection()
    {
        var multi = new VirtualMultiStream(AnswerOrdinary);
        VirtualStream.Ended(multi.Send());
        multi.Peers[0].HoldWrites();
        _ = multi.Send("x.example.");
        Task<DnsResponse> pending = Ask(multi, Opcode.Update);

        multi.Act(() => multi.Peers[0].Break(new IOException("reset")));
        multi.Act(() => multi.Peers[1].Reply(Replies.To(multi.Peers[1].Queries.Single(IsSpecial))));

        Assert.Equal(1, VirtualStream.Ended(pending).Attempts);
    }

    [Fact]
    public void A_request_with_little_time_does_not_make_a_connection_suspect()
    {
        var multi = new VirtualMultiStream();
        _ = multi.Send("a.example.");
        QueryContext context = new(multi.Run.Time, TimeSpan.FromMilliseconds(50));
        Task<DnsResponse> impatient = multi.Start(async () => await multi.Transport.SendAsync(Replies.Ask("b.example.").With(context)));

        multi.Advance(0.1);
        _ = multi.Send("c.example.");

        Assert.Equal(TransportFailure.Timeout, VirtualStream.Failed(impatient).Failure);
        Assert.Single(multi.Peers);
    }

    [Fact]
    public void Connections_that_finish_what_they_have_are_bounded_too()
    {
        // The server wants every connection back at once, and leaves one request on each without an answer.
        var multi = new VirtualMultiStream(AnswerUnless(length: 2, new UnknownOption(EdnsOptionCode.TcpKeepalive, new byte[2])), new() { MaxConnections = 2 });
        List<int> open = [];

        for (int i = 0; i < 12; i++)
        {
            multi.Act(() => multi.Connector.Hold());
            _ = multi.Send("xx.example.");
            _ = multi.Send("x.example.");
            multi.Act(multi.Connector.Release);
            open.Add(multi.Peers.Count(peer => !peer.IsDisposed));
        }

        Assert.Equal(12, multi.Peers.Count);
        Assert.Equal(2, open.Max());
    }

    [Fact]
    public void Statistics_tell_how_things_stand()
    {
        var multi = new VirtualMultiStream(options: new() { MaxConnections = 1, Stream = new() { MaxInFlight = 2 } });
        multi.Connector.Failure = new IOException("no");
        VirtualStream.Failed(multi.Send());
        multi.Connector.Failure = null;
        multi.Advance(0.25);
        Enumerable.Range(0, 5).ToList().ForEach(i => _ = multi.Send($"n{i}.example."));

        MultiStreamStatistics statistics = multi.Transport.Statistics;

        Assert.Equal(
            new MultiStreamStatistics { OpenConnections = 1, InFlight = 2, Waiting = 3, StartedConnections = 2, FailedConnects = 1, FailuresInARow = 1 },
            statistics);
    }

    private static Task<DnsResponse> Ask(VirtualMultiStream multi, Opcode opcode)
    {
        DnsRequest request = new(new(DomainName.Parse("example.com."), DnsType.SOA, DnsClass.IN)) { Opcode = opcode };
        return multi.Start(async () => await multi.Transport.SendAsync(request));
    }

    /// <summary>Answers all but those whose first label has this length.</summary>
    private static Action<ScriptedConnection, byte[]> AnswerUnless(int length, EdnsOption? option = null) => (peer, query) =>
    {
        if (query[12] != length)
        {
            peer.Reply(Replies.To(query, option: option));
        }
    };

    private static void AnswerOrdinary(ScriptedConnection peer, byte[] query)
    {
        if (!IsSpecial(query))
        {
            peer.Reply(Replies.To(query));
        }
    }

    /// <summary>Whether its opcode is not QUERY.</summary>
    private static bool IsSpecial(byte[] query) => (query[2] & 0x78) != 0;
}
