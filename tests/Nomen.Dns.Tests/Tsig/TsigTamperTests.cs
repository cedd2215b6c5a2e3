using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Tsig;

namespace Nomen.Dns.Tests.Tsig;

/// <summary>Nothing of a signed message can be changed unnoticed.</summary>
public sealed class TsigTamperTests
{
    [Fact]
    [Rfc(8945, "4.3")]
    public void No_octet_of_a_request_but_its_ID_can_be_changed()
    {
        using TsigKey key = SignedMessages.Key();
        byte[] request = SignedMessages.Request(key);

        Assert.All(Changed(request), changed => Assert.NotEqual(TsigStatus.Good, StatusOf(changed, key)));
    }

    [Fact]
    [Rfc(8945, "4.3")]
    public void No_octet_of_a_response_but_its_ID_can_be_changed()
    {
        using TsigKey key = SignedMessages.Key();
        (TsigClientSession client, TsigServerSession server) = SignedMessages.Exchange(key);
        byte[] response = SignedMessages.Response(server);

        Assert.All(Changed(response), changed => Assert.False(IsTaken(client, changed)));
        Assert.Equal(TsigStatus.Good, client.Check(response));
    }

    [Fact]
    [Rfc(8945, "5.3.1")]
    public void No_octet_of_a_later_message_of_a_stream_but_its_ID_can_be_changed()
    {
        using TsigKey key = SignedMessages.Key();
        byte[] first;
        byte[] second;
        int length;
        {
            (TsigClientSession client, TsigServerSession server) = SignedMessages.Exchange(key);
            first = SignedMessages.Response(server);
            second = SignedMessages.Response(server, address: 2);
            length = Changed(second).Count();
            Assert.Equal([TsigStatus.Good, TsigStatus.Good], [client.Check(first, isLast: false), client.Check(second)]);
        }

        for (int i = 0; i < length; i++)
        {
            (TsigClientSession client, TsigServerSession server) = SignedMessages.Exchange(key);
            Assert.Equal(TsigStatus.Good, client.Check(SignedMessages.Response(server), isLast: false));
            Assert.False(IsTaken(client, Changed(SignedMessages.Response(server, address: 2)).ElementAt(i)));
        }
    }

    [Fact]
    [Rfc(8945, "4.3.3")]
    public void The_letter_case_of_the_names_does_not_count()
    {
        using TsigKey key = SignedMessages.Key();
        byte[] request = SignedMessages.Request(key);
        int at = DnsMessage.FromUnsigned(DnsMessageView.Parse(request)).Length;

        request[at + 1] ^= 0x20;

        Assert.Equal(TsigStatus.Good, StatusOf(request, key));
    }

    [Theory]
    [InlineData(DnsClass.IN, 0u)]
    [InlineData(DnsClass.ANY, 1u)]
    [Rfc(8945, "4.2")]
    public void Another_class_or_TTL_is_a_format_error(DnsClass @class, uint ttl)
    {
        using TsigKey key = SignedMessages.Key();

        byte[] request = MessageEdits.WithRecord(SignedMessages.Request(key), record => new ResourceRecord(record.Owner, record.Type, @class, ttl, record.Data));

        Assert.Equal(TsigStatus.FormErr, StatusOf(request, key));
    }

    [Fact]
    public void Random_records_are_refused_and_harm_nothing()
    {
        using TsigKey key = SignedMessages.Key();
        (TsigClientSession first, TsigServerSession server) = SignedMessages.Exchange(key);
        byte[] requestMac = first.Mac.ToArray();
        byte[] response = SignedMessages.Response(server);
        int start = DnsMessage.FromUnsigned(DnsMessageView.Parse(response)).Length;
        Random random = new(8_945);

        for (int i = 0; i < 100_000; i++)
        {
            TsigClientSession client = new(key);
            client.Resume(requestMac);
            byte[] changed = [.. response];
            for (int change = random.Next(1, 8); change > 0; change--)
            {
                changed[random.Next(start, changed.Length)] = (byte)random.Next(256);
            }

            Assert.True(!IsTaken(client, changed) || IsOnlyLetterCase(changed, response));
        }
    }

    /// <summary>Every octet behind the ID with its lowest, then its highest bit changed: neither makes another letter case.</summary>
    private static IEnumerable<byte[]> Changed(byte[] message) =>
        from at in Enumerable.Range(2, message.Length - 2)
        from bit in (byte[])[0x01, 0x80]
        select (byte[])[.. message[..at], (byte)(message[at] ^ bit), .. message[(at + 1)..]];

    private static bool IsOnlyLetterCase(byte[] left, byte[] right) => !left.Where((octet, i) => char.ToLowerInvariant((char)octet) != char.ToLowerInvariant((char)right[i])).Any();

    private static bool IsTaken(TsigClientSession client, byte[] response) =>
        DnsMessage.TryParse(response, out DnsMessage? message, out _)
        && client.Verify(message.View, SignedMessages.Now, isLast: true).Status is TsigStatus.Good or TsigStatus.PeerError or TsigStatus.Unsigned;

    private static TsigStatus StatusOf(byte[] request, TsigKey key) =>
        DnsMessage.TryParse(request, out DnsMessage? message, out _) && message.View.HasTsig ? SignedMessages.Receive(request, key).Status : TsigStatus.FormErr;
}
