using Nomen.Client.Quic;
using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Quic;

/// <summary>From the octets of a stream to messages.</summary>
public sealed class DoqRepliesTests
{
    private static readonly byte[] Query = WithId0(Replies.Query(DnsType.A));

    private readonly DoqReplies _replies = new(Replies.Ask(), protection: null);

    [Fact]
    public void Octets_come_one_by_one()
    {
        foreach (byte octet in Replies.Frame(Replies.To(Query)))
        {
            Assert.False(_replies.IsComplete);
            Read(octet);
        }

        _replies.End();

        Assert.True(_replies.IsComplete);
        Assert.True(_replies.TryTake(out DnsMessage? message));
        Assert.Equal(Rcode.NoError, message!.Rcode);
    }

    [Fact]
    [Rfc(9250, "4.2")]
    public void The_end_before_the_response_is_the_peers_fault()
    {
        _replies.End();

        AssertBlamed("before the response");
    }

    [Fact]
    public void The_end_within_a_message_is_the_peers_fault()
    {
        Read(Replies.Frame(Replies.To(Query))[..^1]);
        _replies.End();

        AssertBlamed("within a message");
    }

    [Fact]
    [Rfc(9250, "4.2.1")]
    public void An_ID_other_than_0_is_the_peers_fault()
    {
        Read(Replies.Frame(Replies.To(Replies.Query(DnsType.A))));

        AssertBlamed("ID");
    }

    [Fact]
    [Rfc(9250, "5.5.2")]
    public void The_keepalive_option_is_the_peers_fault()
    {
        Read(Replies.Frame(Replies.To(Query, option: new TcpKeepaliveOption(TimeSpan.FromSeconds(10)))));

        AssertBlamed("keepalive");
    }

    [Fact]
    [Rfc(9250, "4.3.3")]
    public void A_second_response_is_the_peers_fault()
    {
        byte[] frame = Replies.Frame(Replies.To(Query));

        Read([.. frame, .. frame]);

        AssertBlamed("follow");
    }

    [Fact]
    public void An_answer_to_another_question_is_the_peers_fault()
    {
        Read(Replies.Frame(Replies.To(Query, question: Replies.Ask("other.example.").Question)));

        AssertBlamed("another request");
    }

    [Fact]
    public void What_is_no_message_is_the_peers_fault()
    {
        Read(0, 3, 1, 2, 3);

        AssertBlamed("cannot be read");
    }

    [Fact]
    [Rfc(2181, "9")]
    public void A_truncated_response_is_no_response()
    {
        Read(Replies.Frame(Replies.To(Query, flags: DnsFlags.QR | DnsFlags.TC)));

        Assert.Equal(TransportFailure.Truncated, _replies.Error!.Failure);
        Assert.False(_replies.IsPeerAtFault);
    }

    [Fact]
    public void The_letter_case_of_the_question_is_the_askers()
    {
        Read(Replies.Frame(Replies.To(Query, question: Replies.Ask("EXAMPLE.COM.").Question)));

        Assert.True(_replies.TryTake(out DnsMessage? message));
        Assert.Equal("example.com.", message!.Question!.Value.Name.ToString());
    }

    private static byte[] WithId0(byte[] query)
    {
        query[0] = 0;
        query[1] = 0;
        return query;
    }

    private void Read(params byte[] octets)
    {
        octets.CopyTo(_replies.Free());
        _replies.Advance(octets.Length);
    }

    private void AssertBlamed(string detail)
    {
        Assert.True(_replies.IsPeerAtFault);
        Assert.False(_replies.IsComplete);
        Assert.Equal(TransportFailure.Protocol, _replies.Error!.Failure);
        Assert.Contains(detail, _replies.Error.Detail, StringComparison.Ordinal);
    }
}
