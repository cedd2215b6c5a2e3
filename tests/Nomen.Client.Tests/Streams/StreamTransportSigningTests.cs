using Nomen.Client.Streams;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Streams;

/// <summary>The signing hook: composing ends with it, matching includes it.</summary>
public sealed class StreamTransportSigningTests
{
    [Fact]
    [Rfc(8945, "5.3")]
    public void A_bad_signature_is_a_mismatch_and_the_wait_goes_on()
    {
        var protection = new FakeProtection(ProtectionVerdict.Mismatch, ProtectionVerdict.Accept);
        var stream = new VirtualStream((peer, query) =>
        {
            peer.Reply(Replies.To(query));
            peer.Reply(Replies.To(query, Rcode.NxDomain));
        });

        DnsResponse response = VirtualStream.Ended(stream.Send(Replies.Ask().With(protection)));

        Assert.Equal(Rcode.NxDomain, response.Rcode);
        Assert.Equal([true, true], protection.WasLast);
    }

    [Fact]
    public void Signing_is_the_last_step_of_composing()
    {
        var stream = new VirtualStream(VirtualStream.Echo);

        VirtualStream.Ended(stream.Send(Replies.Ask().With(new FakeProtection(ProtectionVerdict.Accept))));

        Assert.Equal(FakeProtection.Mark, stream.Peer.Queries[0][^4..]);
    }

    [Fact]
    public void A_peer_that_refuses_the_signature_answers()
    {
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.To(query, Rcode.NotAuth)));

        DnsResponse response = VirtualStream.Ended(stream.Send(Replies.Ask().With(new FakeProtection(ProtectionVerdict.PeerRefused))));

        Assert.Equal(Rcode.NotAuth, response.Rcode);
    }

    [Fact]
    public void A_reply_to_another_question_is_not_even_verified()
    {
        var protection = new FakeProtection(ProtectionVerdict.Accept);
        var stream = new VirtualStream((peer, query) => peer.Reply(Replies.To(query, question: Replies.Ask("other.example.").Question)));

        Task<DnsResponse> pending = stream.Send(Replies.Ask().With(protection));

        Assert.False(pending.IsCompleted);
        Assert.Empty(protection.WasLast);
    }

    [Fact]
    public void One_that_waits_for_a_place_is_signed_too()
    {
        var stream = new VirtualStream(options: new StreamTransportOptions { MaxInFlight = 1 });
        _ = stream.Send();
        Task<DnsResponse> waiting = stream.Send(Replies.Ask().With(new FakeProtection(ProtectionVerdict.Accept)));

        stream.ReplyTo(0);
        stream.ReplyTo(1);

        VirtualStream.Ended(waiting);
        Assert.Equal(FakeProtection.Mark, stream.Peer.Queries[1][^4..]);
    }

    [Fact]
    [Rfc(8945, "5.3.1")]
    public void A_bad_signature_within_a_transfer_fails_it()
    {
        var protection = new FakeProtection(ProtectionVerdict.Accept, ProtectionVerdict.Mismatch);
        var stream = new VirtualStream((peer, query) =>
        {
            peer.Reply(Replies.Zone(query, "soa 1", "a"));
            peer.Reply(Replies.Zone(query, "soa 1"));
        });

        Task<int> transfer = stream.Start(async () =>
        {
            int count = 0;
            await foreach (DnsResponse _ in stream.Transport.SendStreamingAsync(Replies.Ask(type: DnsType.AXFR).With(protection)))
            {
                count++;
            }

            return count;
        });

        Assert.Equal(TransportFailure.Protocol, VirtualStream.Failed(transfer).Failure);
        Assert.Equal([false, true], protection.WasLast);
    }

    private sealed class FakeProtection(params ProtectionVerdict[] verdicts) : IRequestProtection, ITransmissionProtection
    {
        public static readonly byte[] Mark = [0xde, 0xad, 0xbe, 0xef];

        public List<bool> WasLast { get; } = [];

        public int MaxOverhead => 64;

        public ITransmissionProtection Begin() => this;

        public void Sign(ref DnsMessageWriter writer) => writer.TryWriteRecord(DnsSection.Additional, Replies.Record("key.", (DnsType)65280, Mark));

        public ProtectionVerdict Verify(DnsMessage reply, bool isLast)
        {
            WasLast.Add(isLast);
            return verdicts[WasLast.Count - 1];
        }
    }
}
