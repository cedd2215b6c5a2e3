using Nomen.Dns.Tsig;
using Nomen.Testing.Knobs;

namespace Nomen.Dns.Tests.Tsig;

/// <summary>Every rule that can be set, and the time.</summary>
public sealed class TsigOptionsTests
{
    [Theory]
    [InlineData(-300, TsigStatus.Good)]
    [InlineData(300, TsigStatus.Good)]
    [InlineData(-301, TsigStatus.BadTime)]
    [InlineData(301, TsigStatus.BadTime)]
    [Rfc(8945, "5.2.3")]
    public void A_request_holds_for_its_fudge_both_ends_included(int seconds, TsigStatus expected)
    {
        using TsigKey key = SignedMessages.Key();

        TsigServerSession server = SignedMessages.Receive(SignedMessages.Request(key), SignedMessages.Now + (ulong)seconds, null, key);

        Assert.Equal(expected, server.Status);
    }

    [Theory]
    [InlineData(-300, TsigStatus.Good)]
    [InlineData(300, TsigStatus.Good)]
    [InlineData(-301, TsigStatus.BadTime)]
    [InlineData(301, TsigStatus.BadTime)]
    [Rfc(8945, "5.4.3")]
    public void A_response_holds_for_its_fudge_both_ends_included(int seconds, TsigStatus expected)
    {
        using TsigKey key = SignedMessages.Key();
        (TsigClientSession client, TsigServerSession server) = SignedMessages.Exchange(key);

        Assert.Equal(expected, client.Check(SignedMessages.Response(server), now: SignedMessages.Now + (ulong)seconds));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [Knob(typeof(TsigOptions), nameof(TsigOptions.Fudge))]
    public void Fudge_is_what_signatures_carry(int seconds)
    {
        using TsigKey key = SignedMessages.Key();
        TsigOptions policy = new() { Fudge = TimeSpan.FromSeconds(seconds) };

        byte[] request = SignedMessages.Request(key, policy: policy);

        Assert.Equal(seconds, SignedMessages.SignatureOf(request).Fudge);
        Assert.Equal(TsigStatus.Good, SignedMessages.Receive(request, SignedMessages.Now + (ulong)seconds, null, key).Status);
        Assert.Equal(TsigStatus.BadTime, SignedMessages.Receive(request, SignedMessages.Now + (ulong)seconds + 1, null, key).Status);
    }

    [Theory]
    [InlineData(null, TsigStatus.BadTrunc)]
    [InlineData(17, TsigStatus.BadTrunc)]
    [InlineData(16, TsigStatus.Good)]
    [InlineData(10, TsigStatus.Good)]
    [Knob(typeof(TsigOptions), nameof(TsigOptions.MinMacLength))]
    [Rfc(8945, "5.2.4")]
    public void MinMacLength_says_which_short_MACs_are_accepted(int? least, TsigStatus expected)
    {
        using TsigKey cut = SignedMessages.Key(macLength: 16);
        using TsigKey whole = SignedMessages.Key();

        TsigServerSession server = SignedMessages.Receive(SignedMessages.Request(cut), SignedMessages.Now, new TsigOptions { MinMacLength = least }, whole);

        Assert.Equal(expected, server.Status);
    }

    [Fact]
    [Rfc(8945, "7")]
    public void A_whole_MAC_is_always_long_enough()
    {
        using TsigKey key = SignedMessages.Key(TsigAlgorithm.HmacSha1);

        TsigServerSession server = SignedMessages.Receive(SignedMessages.Request(key), SignedMessages.Now, new TsigOptions { MinMacLength = 64 }, key);

        Assert.Equal(TsigStatus.Good, server.Status);
    }

    [Fact]
    [Knob(typeof(TsigOptions), nameof(TsigOptions.AllowMd5))]
    [Rfc(8945, "6")]
    public void HMAC_MD5_is_refused_by_both_sides_unless_AllowMd5_is_set()
    {
        using TsigKey key = SignedMessages.Key(TsigAlgorithm.HmacMd5);
        TsigOptions allowing = new() { AllowMd5 = true };
        byte[] request = SignedMessages.Request(key, policy: allowing);

        Assert.Throws<ArgumentException>(() => new TsigClientSession(key));
        Assert.Equal(TsigStatus.BadKey, SignedMessages.Receive(request, key).Status);
        Assert.Equal(TsigStatus.Good, SignedMessages.Receive(request, SignedMessages.Now, allowing, key).Status);
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TsigOptions { Fudge = TimeSpan.FromSeconds(65_536) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TsigOptions { Fudge = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TsigOptions { MinMacLength = 9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TsigOptions { MinMacLength = 65 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TsigOptions { MaxUnsigned = 100 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TsigOptions { MaxUnsigned = -1 });
    }
}
