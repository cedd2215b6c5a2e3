using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Datagram;

/// <summary>The signing hook: each transmission is signed by itself, and verification is part of matching.</summary>
public sealed class SigningTests
{
    [Fact]
    [Rfc(8945, "5.3")]
    public void A_reply_with_a_bad_signature_is_dropped_and_the_wait_goes_on()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = static (connection, query) =>
        {
            connection.Deliver(Replies.WithAddress(query, "203.0.113.66"));
            connection.Deliver(Replies.WithAddress(query, FakeSignature.GenuineAddress));
        };

        DnsResponse response = world.Ask(Signed(new FakeSignature()));

        Assert.Equal(FakeSignature.GenuineAddress, Replies.AddressIn(response.Message));
    }

    [Fact]
    public void Every_send_is_signed_by_itself()
    {
        FakeSignature signature = new();
        DatagramWorld world = new();

        world.AskInVain(Signed(signature));

        Assert.Equal(3, signature.Begun);
        Assert.All(world.Wire.Sent, static query => Assert.Equal(FakeSignature.Trailer, query[^1]));
    }

    [Fact]
    public void A_bare_error_without_a_signature_does_not_end_the_transmission()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.Bare(query, Rcode.Refused)));

        DnsTransportException e = world.AskInVain(Signed(new FakeSignature()));

        Assert.Equal(TransportFailure.Timeout, e.Failure);
    }

    [Fact]
    [Rfc(8945, "5.4")]
    public void A_refused_signature_is_the_response_when_nothing_better_comes_within_two_seconds()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.To(query, Rcode.NotAuth)));

        DnsResponse response = world.Ask(Signed(new FakeSignature()));

        Assert.Equal(Rcode.NotAuth, response.Rcode);
        Assert.Equal(TimeSpan.FromSeconds(2), world.Now);
    }

    [Fact]
    [Rfc(8945, "5.4")]
    public void The_genuine_reply_after_a_forged_refusal_is_taken()
    {
        DatagramWorld world = new();
        world.Wire.OnSend = static (connection, query) =>
        {
            connection.Deliver(Replies.To(query, Rcode.NotAuth));
            connection.Deliver(Replies.WithAddress(query, FakeSignature.GenuineAddress));
        };

        DnsResponse response = world.Ask(Signed(new FakeSignature()));

        Assert.Equal(FakeSignature.GenuineAddress, Replies.AddressIn(response.Message));
    }

    [Fact]
    [Rfc(8945, "5.4")]
    public void A_time_out_tells_how_many_signatures_did_not_hold()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.WithAddress(query, "203.0.113.66")));

        DnsTransportException e = world.AskInVain(Signed(new FakeSignature()));

        Assert.Equal("3 replies without a valid signature were dropped", e.Error.Detail);
    }

    [Fact]
    public void A_check_that_throws_fails_the_request_and_not_the_transport()
    {
        DatagramWorld world = new(wire: ScriptedConnector.Answering(static query => Replies.To(query, Rcode.ServFail)));

        DnsTransportException e = world.AskInVain(Signed(new FakeSignature()));

        Assert.IsType<NotSupportedException>(e.InnerException);
        Assert.Equal(Rcode.ServFail, world.Ask().Rcode);
    }

    private static DnsRequest Signed(FakeSignature signature) => DatagramWorld.Question.With(signature);

    /// <summary>Accepts one address, refuses with NOTAUTH, throws at SERVFAIL.</summary>
    private sealed class FakeSignature : IRequestProtection
    {
        public const string GenuineAddress = "192.0.2.1";
        public const byte Trailer = 0x5a;
        private const DnsType PrivateType = (DnsType)65_300;

        public int Begun { get; private set; }

        public int MaxOverhead => 12;

        public ITransmissionProtection Begin()
        {
            Begun++;
            return new Transmission();
        }

        private sealed class Transmission : ITransmissionProtection
        {
            public void Sign(ref DnsMessageWriter writer) =>
                Assert.True(writer.TryWriteRecord(DnsSection.Additional, new ResourceRecord(DomainName.Root, PrivateType, DnsClass.ANY, 0, new UnknownData(PrivateType, new byte[] { Trailer }))));

            public ProtectionVerdict Verify(DnsMessage reply, bool isLast) => reply.Rcode switch
            {
                Rcode.NotAuth => ProtectionVerdict.PeerRefused,
                Rcode.ServFail => throw new NotSupportedException(),
                _ => Replies.AddressIn(reply) == GenuineAddress ? ProtectionVerdict.Accept : ProtectionVerdict.Mismatch,
            };
        }
    }
}
