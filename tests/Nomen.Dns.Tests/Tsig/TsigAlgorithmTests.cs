using Nomen.Dns.Tsig;

namespace Nomen.Dns.Tests.Tsig;

public sealed class TsigAlgorithmTests
{
    [Theory]
    [InlineData("hmac-md5", "hmac-md5.sig-alg.reg.int.", 16, 16)]
    [InlineData("hmac-md5.sig-alg.reg.int", "hmac-md5.sig-alg.reg.int.", 16, 16)]
    [InlineData("HMAC-MD5.SIG-ALG.REG.INT.", "hmac-md5.sig-alg.reg.int.", 16, 16)]
    [InlineData("hmac-sha1", "hmac-sha1.", 20, 20)]
    [InlineData("hmac-sha224", "hmac-sha224.", 28, 28)]
    [InlineData("Hmac-Sha256", "hmac-sha256.", 32, 32)]
    [InlineData("hmac-sha384.", "hmac-sha384.", 48, 48)]
    [InlineData("hmac-sha512", "hmac-sha512.", 64, 64)]
    [InlineData("hmac-sha256-128", "hmac-sha256-128.", 32, 16)]
    [InlineData("hmac-sha384-192", "hmac-sha384-192.", 48, 24)]
    [InlineData("hmac-sha512-256", "hmac-sha512-256.", 64, 32)]
    [Rfc(8945, "6")]
    public void Every_algorithm_is_found_by_its_name_in_any_case(string text, string name, int hashLength, int macLength)
    {
        Assert.True(TsigAlgorithm.TryParse(text, out TsigAlgorithm? algorithm));

        Assert.Equal(name, algorithm.Name.ToString());
        Assert.Equal((hashLength, macLength), (algorithm.HashLength, algorithm.MacLength));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("hmac")]
    [InlineData("sha256")]
    [InlineData("hmac-sha256..")]
    [InlineData("gss-tsig")]
    public void Nothing_else_is_found(string text) => Assert.False(TsigAlgorithm.TryParse(text, out _));

    [Theory]
    [InlineData("hmac-md5", 10)]
    [InlineData("hmac-sha1", 10)]
    [InlineData("hmac-sha224", 14)]
    [InlineData("hmac-sha256", 16)]
    [InlineData("hmac-sha384", 24)]
    [InlineData("hmac-sha512", 32)]
    [Rfc(8945, "5.2.2.1")]
    public void A_MAC_has_ten_octets_and_half_the_hash_at_least(string text, int least)
    {
        Assert.True(TsigAlgorithm.TryParse(text, out TsigAlgorithm? algorithm));

        Assert.Equal(least, algorithm.LeastMacLength);
    }
}
