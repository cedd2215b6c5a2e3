using Nomen.Client.Tests.DatagramStream;
using Nomen.Client.Tests.Streams;
using Nomen.Client.Updates;
using Nomen.Dns.Errors;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using DatagramWorld = Nomen.Client.Tests.Datagram.DatagramWorld;

namespace Nomen.Client.Tests.Updates;

/// <summary>An update that may have arrived is not sent again: it could meet its own effect.</summary>
public sealed class SentOnceTests
{
    private static readonly DnsRequest Update = DnsUpdate.For("example.com").Delete("old.example.com").ToRequest();

    [Fact]
    [Rfc(2136, "2.4")]
    public void Only_updates_may_not_be_repeated()
    {
        Assert.False(Update.IsRepeatable);
        Assert.True(Notify.Request(Nomen.Dns.Names.DomainName.Root).IsRepeatable);
        Assert.True(DnsRequest.Query("example.com", DnsType.A).IsRepeatable);
    }

    [Fact]
    public void Not_when_its_connection_ends()
    {
        int queries = 0;
        var multi = new VirtualMultiStream((peer, query) =>
        {
            if (++queries > 1)
            {
                peer.End();
                return;
            }

            peer.Reply(Replies.To(query));
        });
        VirtualStream.Ended(multi.Send());

        Task<DnsResponse> update = multi.Start(async () => await multi.Transport.SendAsync(Update));

        Assert.Equal(TransportFailure.ConnectionClosed, VirtualStream.Failed(update).Failure);
        Assert.Equal(2, queries);
    }

    [Fact]
    public void Not_over_UDP_before_the_stream()
    {
        var datagram = new FakeTransport(VirtualPair.Answer);
        var pair = new VirtualPair(datagram);

        Task<DnsResponse> update = pair.Send(Update);

        VirtualStream.Ended(update);
        Assert.Empty(datagram.Requests);
        Assert.Single(pair.Stream.Requests);
    }

    [Fact]
    public void Not_again_over_UDP()
    {
        DatagramWorld world = new DatagramWorld().RecordSendTimes();

        DnsTransportException e = world.AskInVain(Update);

        Assert.Equal([0], world.SendTimes);
        Assert.Equal(1, e.Attempts);
    }
}
