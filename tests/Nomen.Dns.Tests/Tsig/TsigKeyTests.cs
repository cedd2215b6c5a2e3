using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Tsig;

namespace Nomen.Dns.Tests.Tsig;

public sealed class TsigKeyTests
{
    private const string Secret = "ICcuNTxDSlFYX2ZtdHuCiZCXnqWss7rByM/W3eTr8vk=";

    [Theory]
    [InlineData($"hmac-sha512:key.example:{Secret}", "hmac-sha512", 64)]
    [InlineData($"key.example:{Secret}", "hmac-sha256", 32)]
    [InlineData($"key.example.:{Secret}", "hmac-sha256", 32)]
    [InlineData($"hmac-md5:key.example.:{Secret}", "hmac-md5", 16)]
    [InlineData($"hmac-sha256-128:key.example:{Secret}", "hmac-sha256", 16)]
    [InlineData($"hmac-sha1-96:key.example:{Secret}", "hmac-sha1", 12)]
    public void Reads_what_dig_takes_with_y(string text, string algorithm, int macLength)
    {
        using TsigKey key = TsigKey.Parse(text);

        Assert.Equal(DomainName.Parse("key.example."), key.Name);
        Assert.Equal((algorithm, macLength), (key.Algorithm.Mnemonic, key.MacLength));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SECRET")]
    [InlineData("key.example")]
    [InlineData(":SECRET=")]
    [InlineData("key.example:")]
    [InlineData("key.example:SECRET!")]
    [InlineData("key..example:SECRET=")]
    [InlineData("hmac-sha3:key.example:SECRETSECRET")]
    [InlineData("hmac-sha256-120:key.example:SECRETSECRET")]
    [InlineData("hmac-sha256-132:key.example:SECRETSECRET")]
    [InlineData("hmac-sha256-264:key.example:SECRETSECRET")]
    [InlineData("hmac-sha256:key.example:SECRET:SECRET")]
    public void An_error_says_what_was_expected_and_nothing_of_the_text(string text)
    {
        DnsTextException e = Assert.Throws<DnsTextException>(() => TsigKey.Parse(text));

        Assert.DoesNotContain("SECRET", e.ToString().Replace("NAME:SECRET", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_secret_is_in_no_text_of_a_key()
    {
        using TsigKey key = TsigKey.Parse($"key.example:{Secret}");

        Assert.Equal("key.example. (hmac-sha256)", key.ToString());
    }

    [Theory]
    [InlineData(15)]
    [InlineData(33)]
    [InlineData(0)]
    [Rfc(8945, "5.2.2.1")]
    public void MACs_that_must_not_be_sent_are_refused(int macLength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TsigKey(DomainName.Parse("key."), TsigAlgorithm.HmacSha256, new byte[32], macLength));

    [Theory]
    [InlineData(0)]
    [InlineData(4097)]
    public void A_secret_has_octets_and_not_too_many(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TsigKey(DomainName.Parse("key."), TsigAlgorithm.HmacSha256, new byte[length]));

    [Fact]
    public void A_key_that_was_disposed_signs_nothing()
    {
        TsigKey key = TsigKey.Parse($"key.example:{Secret}");
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => SignedMessages.Request(key));
    }
}
