using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Tsig;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Tsig;

/// <summary>A request, its check, and the response.</summary>
public sealed class TsigSessionTests
{
    [Theory]
    [InlineData("hmac-md5")]
    [InlineData("hmac-sha1")]
    [InlineData("hmac-sha224")]
    [InlineData("hmac-sha256")]
    [InlineData("hmac-sha384")]
    [InlineData("hmac-sha512")]
    [InlineData("hmac-sha256-128")]
    [InlineData("hmac-sha384-192")]
    [InlineData("hmac-sha512-256")]
    [Rfc(8945, "6")]
    public void Both_sides_accept_each_other(string algorithm)
    {
        Assert.True(TsigAlgorithm.TryParse(algorithm, out TsigAlgorithm? found));
        using TsigKey key = SignedMessages.Key(found);

        (TsigClientSession client, TsigServerSession server) = SignedMessages.Exchange(key, new TsigOptions { AllowMd5 = true });

        Assert.Equal(TsigStatus.Good, client.Check(SignedMessages.Response(server)));
    }

    [Fact]
    [Rfc(8945, "4.2")]
    public void The_record_is_the_last_one_with_class_ANY_and_TTL_0()
    {
        using TsigKey key = SignedMessages.Key(TsigAlgorithm.HmacSha1);
        byte[] request = SignedMessages.Request(key);

        ResourceRecord record = Assert.Single(DnsMessage.Parse(request).ReadRecords(DnsSection.Additional));

        Assert.Equal((DnsType.TSIG, DnsClass.ANY, 0u), (record.Type, record.Class, record.Ttl));
        TsigData data = Assert.IsType<TsigData>(record.Data);
        Assert.Equal((SignedMessages.Now, (ushort)300, (ushort)0x1234, Rcode.NoError), (data.TimeSigned, data.Fudge, data.OriginalId, data.Error));
        Assert.Equal(TsigClientSession.OverheadOf(key), request.Length - DnsMessage.FromUnsigned(DnsMessageView.Parse(request)).Length);
    }

    [Fact]
    [Rfc(8945, "4.3.2")]
    public void A_changed_message_ID_does_no_harm()
    {
        using TsigKey key = SignedMessages.Key();
        byte[] request = SignedMessages.Request(key);
        request[0] ^= 0xff;

        Assert.Equal(TsigStatus.Good, SignedMessages.Receive(request, key).Status);
    }

    [Fact]
    [Rfc(8945, "4.3.1")]
    public void The_response_to_another_request_is_refused()
    {
        using TsigKey key = SignedMessages.Key();
        (_, TsigServerSession server) = SignedMessages.Exchange(key);
        SignedMessages.Request(key, out TsigClientSession later, SignedMessages.Now + 1);

        Assert.Equal(TsigStatus.BadSig, later.Check(SignedMessages.Response(server)));
    }

    [Fact]
    [Rfc(8945, "5.4")]
    public void The_genuine_response_after_forged_ones_is_accepted()
    {
        using TsigKey key = SignedMessages.Key();
        (TsigClientSession client, TsigServerSession server) = SignedMessages.Exchange(key);
        byte[] genuine = SignedMessages.Response(server);
        byte[] forged = [.. genuine];
        forged[DnsMessage.FromUnsigned(DnsMessageView.Parse(genuine)).Length - 1] ^= 1;

        TsigStatus[] found = [client.Check(SignedMessages.Response(null)), client.Check(forged), client.Check(genuine)];

        Assert.Equal([TsigStatus.Missing, TsigStatus.BadSig, TsigStatus.Good], found);
    }

    [Theory]
    [InlineData("other.example.", "hmac-sha256")]
    [InlineData("key.example.", "hmac-sha512")]
    [Rfc(8945, "5.2.1")]
    public void A_key_that_is_not_known_is_answered_BADKEY_without_a_MAC(string name, string algorithm)
    {
        Assert.True(TsigAlgorithm.TryParse(algorithm, out TsigAlgorithm? found));
        using TsigKey theirs = SignedMessages.Key(found, name: name);
        using TsigKey ours = SignedMessages.Key();
        byte[] request = SignedMessages.Request(theirs, out TsigClientSession client);

        TsigServerSession server = SignedMessages.Receive(request, ours);
        byte[] response = SignedMessages.Response(server);

        Assert.Equal((TsigStatus.BadKey, Rcode.NotAuth, null), (server.Status, server.ResponseCode, server.Key));
        Assert.True(SignedMessages.SignatureOf(response).Mac.IsEmpty);
        Assert.Equal(new TsigVerdict(TsigStatus.UnprovenPeerError, Rcode.BadKey), client.Verify(DnsMessageView.Parse(response), SignedMessages.Now, isLast: true));
    }

    [Fact]
    [Rfc(8945, "5.2.2")]
    public void Another_secret_is_answered_BADSIG_without_a_MAC()
    {
        using TsigKey theirs = SignedMessages.Key(seed: 9);
        using TsigKey ours = SignedMessages.Key();
        byte[] request = SignedMessages.Request(theirs, out TsigClientSession client);

        TsigServerSession server = SignedMessages.Receive(request, ours);
        byte[] response = SignedMessages.Response(server);

        Assert.Equal(TsigStatus.BadSig, server.Status);
        Assert.Equal(16, (int)SignedMessages.SignatureOf(response).Error);
        Assert.Equal(TsigStatus.UnprovenPeerError, client.Check(response));
    }

    [Fact]
    [Rfc(8945, "5.2.3")]
    public void Another_time_is_answered_BADTIME_with_the_clients_time_signed_and_the_servers_beside_it()
    {
        using TsigKey key = SignedMessages.Key();
        byte[] request = SignedMessages.Request(key, out TsigClientSession client);
        const ulong ServerTime = SignedMessages.Now + 3_600;

        TsigServerSession server = SignedMessages.Receive(request, ServerTime, null, key);
        byte[] response = SignedMessages.Response(server, now: ServerTime);

        TsigData signature = SignedMessages.SignatureOf(response);
        Assert.Equal((SignedMessages.Now, (ushort)300, 6), (signature.TimeSigned, signature.Fudge, signature.OtherData.Length));
        Assert.Equal(new TsigVerdict(TsigStatus.PeerError, Rcode.BadTime, ServerTime), client.Verify(DnsMessageView.Parse(response), SignedMessages.Now, isLast: true));
    }

    [Fact]
    [Rfc(8945, "5.4.3")]
    public void The_servers_time_cannot_be_forged()
    {
        using TsigKey key = SignedMessages.Key();
        byte[] request = SignedMessages.Request(key, out TsigClientSession client);
        byte[] response = SignedMessages.Response(SignedMessages.Receive(request, SignedMessages.Now + 3_600, null, key), now: SignedMessages.Now + 3_600);

        response[^1] ^= 1;

        Assert.Equal(TsigStatus.BadSig, client.Check(response));
    }

    [Fact]
    [Rfc(8945, "5.2.4")]
    public void A_MAC_shorter_than_the_policy_wants_is_answered_BADTRUNC_with_a_signature()
    {
        using TsigKey theirs = SignedMessages.Key(macLength: 16);
        using TsigKey ours = SignedMessages.Key();
        byte[] request = SignedMessages.Request(theirs, out TsigClientSession client);

        TsigServerSession server = SignedMessages.Receive(request, ours);
        TsigVerdict verdict = client.Verify(DnsMessageView.Parse(SignedMessages.Response(server)), SignedMessages.Now, isLast: true);

        Assert.Equal(TsigStatus.BadTrunc, server.Status);
        Assert.Equal(new TsigVerdict(TsigStatus.PeerError, Rcode.BadTrunc), verdict);
    }

    [Fact]
    [Rfc(8945, "7")]
    public void A_response_has_a_MAC_no_shorter_than_the_requests()
    {
        using TsigKey theirs = SignedMessages.Key(macLength: 24);
        using TsigKey ours = SignedMessages.Key(macLength: 16);

        TsigServerSession server = SignedMessages.Receive(SignedMessages.Request(theirs), ours);

        Assert.Equal(24, SignedMessages.SignatureOf(SignedMessages.Response(server)).Mac.Length);
    }

    [Fact]
    [Rfc(8945, "5.1")]
    public void Two_records_or_one_that_is_not_last_are_no_message()
    {
        using TsigKey key = SignedMessages.Key();
        byte[] signed = SignedMessages.Request(key);
        ReadOnlySpan<byte> record = signed.AsSpan()[DnsMessage.FromUnsigned(DnsMessageView.Parse(signed)).Length..];
        byte[] twice = [.. signed, .. record];
        twice[11] = 2;

        Assert.False(DnsMessage.TryParse(twice, out _, out FormatError error));
        Assert.Equal(FormatErrorKind.Tsig, error.Kind);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(9, 0)]
    [InlineData(15, 0)]
    [InlineData(33, 1)]
    [InlineData(64, 1)]
    [Rfc(8945, "5.2.2.1")]
    public void A_MAC_of_a_length_that_must_not_be_sent_is_a_format_error(int length, int filler)
    {
        using TsigKey key = SignedMessages.Key();
        byte[] request = MessageEdits.WithMac(SignedMessages.Request(key), mac => [.. mac.Concat(new byte[64 * filler]).Take(length)]);

        TsigServerSession server = SignedMessages.Receive(request, key);

        Assert.Equal((TsigStatus.FormErr, Rcode.FormErr, 0), (server.Status, server.ResponseCode, server.Overhead));
    }

    [Fact]
    public void An_unsigned_request_is_not_for_it()
    {
        using TsigKey key = SignedMessages.Key();
        byte[] plain = DnsMessage.FromUnsigned(DnsMessageView.Parse(SignedMessages.Request(key))).Octets.ToArray();

        Assert.Throws<ArgumentException>(() => SignedMessages.Receive(plain, key));
    }

    [Fact]
    public void What_does_not_fit_is_not_signed()
    {
        using TsigKey key = SignedMessages.Key();
        DnsMessageWriter writer = new(new byte[12 + TsigClientSession.OverheadOf(key) - 1]);
        writer.TryWriteHeader(1, Opcode.Query, 0);

        Assert.False(new TsigClientSession(key).TrySign(ref writer, SignedMessages.Now));
        Assert.Equal(12, writer.Length);
    }

    [Fact]
    public void Signing_and_checking_allocate_no_memory_for_the_message()
    {
        using TsigKey key = SignedMessages.Key();
        (TsigClientSession client, TsigServerSession server) = SignedMessages.Exchange(key);
        byte[] response = SignedMessages.Response(server);
        client.Check(response);

        long before = GC.GetAllocatedBytesForCurrentThread();
        client.Check(response);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Threads_share_a_key()
    {
        using TsigKey key = SignedMessages.Key(TsigAlgorithm.HmacSha224);
        byte[] expected = SignedMessages.MacOf(key);

        Parallel.For(0, 2_000, _ => Assert.Equal(expected, SignedMessages.MacOf(key)));
    }
}
