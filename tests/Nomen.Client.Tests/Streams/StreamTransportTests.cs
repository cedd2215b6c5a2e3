using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Streams;

/// <summary>One request after another and many at once: pairing, framing, and the story of a response.</summary>
public sealed class StreamTransportTests
{
    [Fact]
    public void Connects_with_the_first_request()
    {
        var stream = new VirtualStream(VirtualStream.Echo);
        int before = stream.Connector.Attempts;

        Task<DnsResponse> response = stream.Send("a.example.");

        Assert.Equal(0, before);
        Assert.Equal(1, stream.Connector.Attempts);
        Assert.Equal("a.example.", VirtualStream.Ended(response).Message.Question!.Value.Name.ToString());
    }

    [Fact]
    public void Says_where_the_response_came_from_and_how_long_it_took()
    {
        var stream = new VirtualStream();
        Task<DnsResponse> pending = stream.Send();
        stream.Advance(0.25);
        stream.ReplyTo(0);

        DnsResponse response = VirtualStream.Ended(pending);

        Assert.Equal("tcp://192.0.2.53:53", response.Upstream);
        Assert.Equal(DnsProtocol.Tcp, response.Protocol);
        Assert.Equal(TimeSpan.FromSeconds(0.25), response.Elapsed);
        Assert.Equal(1, response.Attempts);
        Assert.Equal(AnswerSource.Network, response.Source);
    }

    [Fact]
    [Rfc(7766, "7")]
    public void Pairs_answers_that_come_in_another_order()
    {
        var stream = new VirtualStream();
        Task<DnsResponse> first = stream.Send("a.example.");
        Task<DnsResponse> second = stream.Send("b.example.");

        stream.ReplyTo(1);
        bool firstWaits = !first.IsCompleted;
        stream.ReplyTo(0);

        Assert.True(firstWaits);
        Assert.Equal("a.example.", VirtualStream.Ended(first).Message.Question!.Value.Name.ToString());
        Assert.Equal("b.example.", VirtualStream.Ended(second).Message.Question!.Value.Name.ToString());
    }

    [Fact]
    [Rfc(7766, "8")]
    public void Reads_a_reply_that_comes_octet_by_octet()
    {
        var stream = new VirtualStream((peer, query) =>
        {
            peer.ReadLimit = 1;
            peer.Reply(Replies.To(query));
        });

        Task<DnsResponse> response = stream.Send();

        Assert.Equal(Rcode.NoError, VirtualStream.Ended(response).Rcode);
    }

    [Fact]
    [Rfc(7766, "8")]
    public void Requests_that_come_while_a_write_is_under_way_leave_in_one_write()
    {
        var stream = new VirtualStream(VirtualStream.Echo);
        VirtualStream.Ended(stream.Send());
        stream.Peer.HoldWrites();
        Task<DnsResponse> held = stream.Send();
        Task<DnsResponse>[] meanwhile = [stream.Send("a.example."), stream.Send("b.example."), stream.Send("c.example.")];

        stream.Act(stream.Peer.ReleaseWrites);

        Assert.Equal([1, 1, 3], stream.Peer.QueriesPerWrite);
        Assert.All(meanwhile.Append(held), task => VirtualStream.Ended(task));
    }

    [Fact]
    public void Requests_of_one_turn_leave_in_one_write()
    {
        var stream = new VirtualStream(VirtualStream.Echo);
        VirtualStream.Ended(stream.Send());

        Task<DnsResponse[]> responses = stream.Start(() => Task.WhenAll(Enumerable.Range(0, 50).Select(i => SendAsync(stream, $"n{i}.example."))));

        Assert.Equal(50, VirtualStream.Ended(responses).Length);
        Assert.Equal([1, 50], stream.Peer.QueriesPerWrite);
    }

    [Fact]
    public void Requests_made_while_connecting_are_sent_when_it_is_open()
    {
        var stream = new VirtualStream(VirtualStream.Echo);
        stream.Connector.Hold();
        Task<DnsResponse> first = stream.Send("a.example.");
        Task<DnsResponse> second = stream.Send("b.example.");

        stream.Act(stream.Connector.Release);

        VirtualStream.Ended(first);
        VirtualStream.Ended(second);
        Assert.Equal(1, stream.Connector.Attempts);
    }

    [Fact]
    [Rfc(5452, "9.2")]
    public void Message_IDs_do_not_follow_each_other()
    {
        var stream = new VirtualStream(VirtualStream.Echo);

        for (int i = 0; i < 50; i++)
        {
            VirtualStream.Ended(stream.Send());
        }

        int[] ids = [.. stream.Peer.Queries.Select(query => (int)DnsMessage.Parse(query).Id)];
        Assert.DoesNotContain(ids.Zip(ids.Skip(1)), pair => Math.Abs(pair.First - pair.Second) <= 1);
        Assert.True(ids.Distinct().Count() > 45);
    }

    [Fact]
    public void Restores_the_letter_case_of_the_question()
    {
        var lower = new DnsQuestion(DomainName.Parse("example.com."), DnsType.A);
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.To(query, question: lower)));

        DnsResponse response = VirtualStream.Ended(stream.Send("eXample.COM."));

        Assert.Equal("eXample.COM.", response.Message.Question!.Value.Name.ToString());
    }

    [Fact]
    [Rfc(7766, "5")]
    public void Returns_a_truncated_response_as_it_is()
    {
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.To(query, flags: DnsFlags.QR | DnsFlags.TC)));

        DnsResponse response = VirtualStream.Ended(stream.Send());

        Assert.True(response.Message.IsTruncated);
        Assert.Single(stream.Peer.Queries);
    }

    [Theory]
    [InlineData(Rcode.ServFail)]
    [InlineData(Rcode.NxDomain)]
    [InlineData(Rcode.BadVers)]
    public void Any_response_code_is_a_response(Rcode rcode)
    {
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.To(query, rcode)));

        Assert.Equal(rcode, VirtualStream.Ended(stream.Send()).Rcode);
    }

    [Fact]
    public void Refuses_AXFR_with_one_response()
    {
        var stream = new VirtualStream(VirtualStream.Echo);

        Task<DnsResponse> refused = stream.Send(Replies.Ask(type: DnsType.AXFR));

        Assert.Contains("SendStreamingAsync", Assert.IsType<ArgumentException>(refused.Exception?.InnerException).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_does_not_fit_a_message_fails_alone()
    {
        var stream = new VirtualStream(VirtualStream.Echo);
        DnsRequest large = new(Replies.Ask().Question!.Value) { AdditionalRecords = [.. Enumerable.Range(0, 2).Select(_ => Replies.Record("big.example.", (DnsType)65280, new byte[40_000]))] };

        DnsTransportException e = VirtualStream.Failed(stream.Send(large));

        Assert.Equal(TransportFailure.RequestTooLarge, e.Failure);
        Assert.Equal(0, e.Attempts);
        VirtualStream.Ended(stream.Send());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gives_the_same_answers_in_any_order_of_work(int seed)
    {
        var stream = new VirtualStream(VirtualStream.Echo, new StreamTransportOptions { MaxInFlight = 5 }, seed);

        Task<DnsResponse[]> responses = stream.Start(() => Task.WhenAll(Enumerable.Range(0, 40).Select(i => SendAsync(stream, $"n{i}.example."))));

        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"n{i}.example."), VirtualStream.Ended(responses).Select(r => r.Message.Question!.Value.Name.ToString()));
    }

    private static async Task<DnsResponse> SendAsync(VirtualStream stream, string name) => await stream.Transport.SendAsync(Replies.Ask(name));
}
