using Nomen.Dns.Tsig;
using Nomen.Testing.Knobs;

namespace Nomen.Dns.Tests.Tsig;

/// <summary>Responses of many messages.</summary>
public sealed class TsigStreamTests
{
    [Fact]
    [Rfc(8945, "5.3.1")]
    public void Every_message_may_be_signed()
    {
        using TsigKey key = SignedMessages.Key();
        (TsigClientSession client, TsigServerSession server) = SignedMessages.Exchange(key);

        TsigStatus[] found = [.. Enumerable.Range(1, 10).Select(i => client.Check(SignedMessages.Response(server, (byte)i), isLast: i == 10))];

        Assert.All(found, status => Assert.Equal(TsigStatus.Good, status));
    }

    [Theory]
    [InlineData(1, TsigStatus.Good)]
    [InlineData(99, TsigStatus.Good)]
    [InlineData(100, TsigStatus.TooManyUnsigned)]
    [Rfc(8945, "5.3.1")]
    public void Ninety_nine_messages_in_a_row_may_be_unsigned(int unsigned, TsigStatus expected) =>
        Assert.Equal(expected, AfterUnsigned(unsigned, new TsigOptions()));

    [Theory]
    [InlineData(3, TsigStatus.Good)]
    [InlineData(4, TsigStatus.TooManyUnsigned)]
    [Knob(typeof(TsigOptions), nameof(TsigOptions.MaxUnsigned))]
    public void MaxUnsigned_says_how_many(int unsigned, TsigStatus expected) =>
        Assert.Equal(expected, AfterUnsigned(unsigned, new TsigOptions { MaxUnsigned = 3 }));

    [Fact]
    [Rfc(8945, "5.3.1")]
    public void The_first_message_is_signed()
    {
        using TsigKey key = SignedMessages.Key();
        (TsigClientSession client, _) = SignedMessages.Exchange(key);

        Assert.Equal(TsigStatus.Missing, client.Check(SignedMessages.Response(null), isLast: false));
    }

    [Fact]
    [Rfc(8945, "5.3.1")]
    public void The_last_message_is_signed()
    {
        using TsigKey key = SignedMessages.Key();
        (TsigClientSession client, TsigServerSession server) = SignedMessages.Exchange(key);
        client.Check(SignedMessages.Response(server), isLast: false);

        Assert.Equal(TsigStatus.Missing, client.Check(SignedMessages.Response(null), isLast: true));
    }

    [Fact]
    public void Messages_in_another_order_are_refused_and_so_is_all_that_follows()
    {
        using TsigKey key = SignedMessages.Key();
        (TsigClientSession client, TsigServerSession server) = SignedMessages.Exchange(key);
        byte[][] messages = [.. Enumerable.Range(1, 3).Select(i => SignedMessages.Response(server, (byte)i))];

        TsigStatus[] found = [.. ((int[])[0, 2, 1]).Select(i => client.Check(messages[i], isLast: false))];

        Assert.Equal([TsigStatus.Good, TsigStatus.BadSig, TsigStatus.BadSig], found);
    }

    [Fact]
    public void A_message_twice_is_refused()
    {
        using TsigKey key = SignedMessages.Key();
        (TsigClientSession client, TsigServerSession server) = SignedMessages.Exchange(key);
        byte[] first = SignedMessages.Response(server);
        client.Check(first, isLast: false);

        Assert.Equal(TsigStatus.BadSig, client.Check(first));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_unsigned_message_put_in_or_taken_out_is_noticed_by_the_next_signed_one(bool isPutIn)
    {
        using TsigKey key = SignedMessages.Key();
        byte[] request = SignedMessages.Request(key, out TsigClientSession client);
        UnsignedStream server = new(key, client.Mac);
        client.Check(server.Signed(1), isLast: false);

        byte[] unsigned = SignedMessages.Response(null, 66);
        if (isPutIn)
        {
            client.Check(unsigned, isLast: false);
        }
        else
        {
            server.Skip(unsigned);
        }

        Assert.NotEmpty(request);
        Assert.Equal(TsigStatus.BadSig, client.Check(server.Signed(2)));
    }

    private static TsigStatus AfterUnsigned(int unsigned, TsigOptions policy)
    {
        using TsigKey key = SignedMessages.Key();
        SignedMessages.Request(key, out TsigClientSession client, policy: policy);
        UnsignedStream server = new(key, client.Mac);
        client.Check(server.Signed(1), isLast: false);
        for (int i = 0; i < unsigned; i++)
        {
            byte[] message = SignedMessages.Response(null, (byte)i);
            server.Skip(message);
            client.Check(message, isLast: false);
        }

        return client.Check(server.Signed(2));
    }
}
