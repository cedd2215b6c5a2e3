using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;
using Replies = Nomen.Client.Tests.Streams.Replies;

namespace Nomen.Client.Tests.Https;

/// <summary>The signing hook: composing ends with it, and the one response that there is must hold.</summary>
public sealed class HttpsSigningTests
{
    [Fact]
    [Rfc(8945, "5.1")]
    public async Task Signing_is_the_last_step_and_the_padding_counts_it_in()
    {
        using ScriptedDoh doh = new();

        await doh.AskAsync(Replies.Ask().With(new FakeProtection(ProtectionVerdict.Accept)));

        Assert.Equal(FakeProtection.Mark, doh.Seen.Message[^4..]);
        Assert.Equal(0, doh.Seen.Message.Length % 128);
    }

    [Fact]
    [Rfc(8945, "5.3")]
    public async Task A_response_whose_signature_does_not_hold_is_an_error()
    {
        using ScriptedDoh doh = new();

        DnsTransportException e = await doh.FailAsync(Replies.Ask().With(new FakeProtection(ProtectionVerdict.Mismatch)));

        Assert.Equal(TransportFailure.Protocol, e.Failure);
        Assert.Contains("signature", e.Error.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_refuses_the_signature_answers()
    {
        using ScriptedDoh doh = new(request => request.Reply(Replies.To(request.Message, Rcode.NotAuth)));

        DnsResponse response = await doh.AskAsync(Replies.Ask().With(new FakeProtection(ProtectionVerdict.PeerRefused)));

        Assert.Equal(Rcode.NotAuth, response.Rcode);
    }

    [Fact]
    public async Task The_signature_is_checked_before_the_age_changes_the_octets()
    {
        FakeProtection protection = new(ProtectionVerdict.Accept);
        using ScriptedDoh doh = new(request =>
        {
            HttpResponseMessage response = request.Reply(Replies.To(request.Message, answers: [Replies.Record("a.example.", (DnsType)65280, 1)]));
            response.Headers.TryAddWithoutValidation("Age", "10");
            return response;
        });

        await doh.AskAsync(Replies.Ask().With(protection));

        Assert.Equal(60u, protection.TtlSeen);
    }

    private sealed class FakeProtection(ProtectionVerdict verdict) : IRequestProtection, ITransmissionProtection
    {
        public static readonly byte[] Mark = [0xde, 0xad, 0xbe, 0xef];

        private static readonly Dns.Records.ResourceRecord Signature = Replies.Record("key.", (DnsType)65280, Mark);

        public uint TtlSeen { get; private set; }

        // Owner, type, class, TTL, length and data.
        public int MaxOverhead => 5 + 10 + Mark.Length;

        public ITransmissionProtection Begin() => this;

        public void Sign(ref DnsMessageWriter writer) => writer.TryWriteRecord(DnsSection.Additional, Signature);

        public ProtectionVerdict Verify(DnsMessage reply, bool isLast)
        {
            Assert.True(isLast);
            TtlSeen = reply.ReadRecords(DnsSection.Answer) is [var first, ..] ? first.Ttl : 0;
            return verdict;
        }
    }
}
