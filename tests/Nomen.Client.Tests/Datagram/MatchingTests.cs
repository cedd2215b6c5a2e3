using System.Buffers.Binary;
using Nomen.Client.Datagram;
using Nomen.Client.Tests.Datagram.Cookies;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Testing.Knobs;

namespace Nomen.Client.Tests.Datagram;

public sealed class MatchingTests
{
    private const string Truth = "192.0.2.1";

    private static readonly Dictionary<string, Func<byte[], byte[]>> WrongReplies = new(StringComparer.Ordinal)
    {
        ["another ID"] = static query => Replies.WithId(query, 1),
        ["QR not set"] = static query => Replies.Changed(query, static reply => reply[2] &= 0x7f),
        ["another opcode"] = static query => Replies.Changed(query, static reply => reply[2] |= 0x10),
        ["no question, yet an answer"] = static query => Replies.Bare(query, Rcode.NoError),
        ["two questions"] = static query => Replies.Changed(query, static reply => reply[5] = 2),
        ["another name"] = static query => Replies.ToQuestion(query, new DnsQuestion(DomainName.Parse("www.example.org"), DnsType.A)),
        ["another type"] = static query => Replies.ToQuestion(query, DatagramWorld.Question.Question!.Value with { Type = DnsType.AAAA }),
        ["another class"] = static query => Replies.ToQuestion(query, DatagramWorld.Question.Question!.Value with { Class = DnsClass.CH }),
        ["a bare NXDOMAIN"] = static query => Replies.Bare(query, Rcode.NxDomain),
        ["nothing"] = static _ => [],
        ["8 octets"] = static query => Replies.To(query)[..8],
        ["60 octets of noise"] = static _ => [.. Enumerable.Range(0, 60).Select(static i => (byte)(i * 37))],
        ["cut in the question"] = static query => Replies.To(query)[..20],
        ["an octet too long"] = static query => [.. Replies.WithAddress(query, "203.0.113.66"), 0],
        ["a lying count"] = static query => Replies.Changed(query, static reply => reply[7] = 9),
    };

    public static TheoryData<string> WrongKinds => [.. WrongReplies.Keys];

    [Theory]
    [MemberData(nameof(WrongKinds))]
    [Rfc(5452, "9.1")]
    [Rfc(9619, "4")]
    public void Drops_a_wrong_reply_and_takes_the_right_one_after_it(string kind)
    {
        DatagramWorld world = new();
        world.Wire.OnSend = (connection, query) =>
        {
            connection.Deliver(WrongReplies[kind](query));
            connection.Deliver(Replies.WithAddress(query, Truth));
        };

        DnsResponse response = world.Ask();

        Assert.Equal(Truth, Replies.AddressIn(response.Message));
        Assert.Equal(1, response.Attempts);
    }

    [Fact]
    public void A_time_out_says_what_was_dropped()
    {
        DatagramWorld world = new(new() { MaxSends = 1 }, new() { OnSend = static (connection, query) =>
        {
            connection.Deliver(Replies.WithId(query, 1));
            connection.Deliver(Replies.WithId(query, 2));
            connection.Deliver([1, 2, 3]);
            connection.Deliver(Replies.WithOptions(query, Rcode.NoError, CookieServer.Option(new byte[8])));
        } });

        DnsTransportException e = world.AskInVain();

        Assert.Equal(TransportFailure.Timeout, e.Failure);
        Assert.Equal("dropped replies: 1 malformed, 2 with a wrong ID or question, 1 with a wrong cookie", e.Error.Detail);
    }

    [Fact]
    public void A_time_out_after_silence_says_nothing_more()
    {
        DatagramWorld world = new();

        Assert.Null(world.AskInVain().Error.Detail);
    }

    [Fact]
    [Rfc(5452, "9.1")]
    public void Drops_eight_wrong_replies_in_a_row()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = (connection, query) =>
        {
            foreach (Func<byte[], byte[]> wrong in WrongReplies.Values.Take(8))
            {
                connection.Deliver(wrong(query));
            }

            connection.Deliver(Replies.WithAddress(query, Truth));
        };

        Assert.Equal(Truth, Replies.AddressIn(world.Ask().Message));
    }

    [Fact]
    public void A_wrong_reply_alone_is_no_answer()
    {
        DatagramWorld world = new() { Wire = { OnSend = static (connection, query) => connection.Deliver(Replies.WithId(query, 7)) } };

        Assert.Equal(TransportFailure.Timeout, world.AskInVain().Failure);
    }

    [Fact]
    [Rfc(5452, "9.2")]
    public void Many_wrong_IDs_mean_that_the_request_is_to_go_over_TCP()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = static (connection, query) => DeliverGuesses(connection, query, 200);

        DatagramOutcome outcome = world.Exchange();

        Assert.Equal(DatagramOutcomeKind.NearMisses, outcome.Kind);
        Assert.True(outcome.WantsStream);
        Assert.Null(outcome.Response);
        Assert.Equal(TimeSpan.Zero, world.Now);
    }

    [Theory]
    [InlineData(10, 9, false)]
    [InlineData(10, 10, true)]
    [InlineData(3, 2, false)]
    [InlineData(3, 3, true)]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.MaxNearMisses))]
    public void Takes_as_many_near_misses_as_allowed(int allowed, int guesses, bool isTooMany)
    {
        DatagramWorld world = new(new() { MaxNearMisses = allowed });
        world.Wire.OnSend = (connection, query) =>
        {
            DeliverGuesses(connection, query, guesses);
            connection.Deliver(Replies.To(query));
        };

        Assert.Equal(isTooMany ? DatagramOutcomeKind.NearMisses : DatagramOutcomeKind.Response, world.Exchange().Kind);
    }

    [Fact]
    public void Alone_the_transport_fails_after_many_near_misses()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = static (connection, query) => DeliverGuesses(connection, query, 200);

        DnsTransportException e = world.AskInVain();

        Assert.Equal(TransportFailure.Protocol, e.Failure);
        Assert.Contains("wrong ID or question", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Rfc(2181, "9")]
    public void Returns_a_truncated_response_as_it_is_and_marks_it_for_TCP()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = static (connection, query) => connection.Deliver(Replies.WithAddress(query, Truth, DnsFlags.TC));

        DatagramOutcome outcome = world.Exchange();

        Assert.Equal(DatagramOutcomeKind.Truncated, outcome.Kind);
        Assert.True(outcome.WantsStream);
        Assert.True(world.Ask().Message.IsTruncated);
    }

    [Fact]
    public void A_reply_longer_than_the_receive_buffer_counts_as_truncated()
    {
        DatagramWorld world = new(new() { ReceiveBufferSize = 1300 });
        world.Wire.OnSend = static (connection, query) => connection.Deliver([.. Replies.To(query), .. new byte[1300]]);

        DatagramOutcome outcome = world.Exchange();

        Assert.Equal(DatagramOutcomeKind.Truncated, outcome.Kind);
        Assert.Equal(TransportFailure.Truncated, world.AskInVain().Failure);
    }

    [Theory]
    [InlineData(1300, true)]
    [InlineData(3000, false)]
    [Knob(typeof(DatagramTransportOptions), nameof(DatagramTransportOptions.ReceiveBufferSize))]
    public void The_receive_buffer_takes_as_much_as_its_option_says(int size, bool isCut)
    {
        DatagramWorld world = new(new() { ReceiveBufferSize = size });
        world.Wire.OnSend = static (connection, query) => connection.Deliver(Replies.OfLength(query, 2000));

        Assert.Equal(isCut ? DatagramOutcomeKind.Truncated : DatagramOutcomeKind.Response, world.Exchange().Kind);
    }

    [Fact]
    public void A_truncated_reply_may_end_in_the_middle_of_a_record()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = static (connection, query) => connection.Deliver(Replies.WithAddress(query, Truth, DnsFlags.TC)[..^3]);

        Assert.Equal(DatagramOutcomeKind.Truncated, world.Exchange().Kind);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(20)]
    public void A_truncated_reply_that_does_not_repeat_the_question_is_dropped(int length)
    {
        DatagramWorld world = new();
        world.Wire.OnSend = (connection, query) => connection.Deliver(Replies.WithAddress(query, Truth, DnsFlags.TC)[..length]);

        Assert.Equal(TransportFailure.Timeout, world.AskInVain().Failure);
    }

    [Fact]
    public void A_right_reply_to_an_earlier_request_does_not_answer_the_next()
    {
        DatagramWorld world = new();
        DnsRequest other = DnsRequest.Query("other.example", DnsType.A);
        world.Wire.OnSend = static (connection, query) =>
        {
            connection.Deliver(Replies.To(query));
            connection.Deliver(Replies.ToQuestion(query, new DnsQuestion(DomainName.Parse("other.example"), DnsType.A)));
        };
        world.Ask();
        world.Wire.OnSend = static (connection, query) => connection.Deliver(Replies.WithAddress(query, Truth));

        Assert.Equal(Truth, Replies.AddressIn(world.Ask(other).Message));
    }

    [Fact]
    public void A_request_without_a_question_is_matched_by_ID_and_opcode()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = static (connection, query) => connection.Deliver(Replies.Bare(query, Rcode.NoError));

        DnsResponse response = world.Ask(new DnsRequest { Opcode = Opcode.Status, Edns = null });

        Assert.Equal(Opcode.Status, response.Message.Opcode);
    }

    [Fact]
    public void Refuses_a_zone_transfer_by_AXFR()
    {
        DatagramWorld world = new();

        Assert.Throws<ArgumentException>(() => world.Ask(DnsRequest.Query("example.com", DnsType.AXFR)));
    }

    [Fact]
    [Rfc(1995, "2")]
    public void Takes_an_incremental_transfer_by_IXFR()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.To(query)));

        Assert.Equal(DnsType.IXFR, world.Ask(DnsRequest.Query("example.com", DnsType.IXFR)).Message.Question!.Value.Type);
    }

    private static void DeliverGuesses(ScriptedConnection connection, byte[] query, int count)
    {
        ushort id = BinaryPrimitives.ReadUInt16BigEndian(query);
        for (int i = 1; i <= count; i++)
        {
            connection.Deliver(Replies.WithId(query, i));
            Assert.NotEqual(id, (ushort)(id + i));
        }
    }
}
