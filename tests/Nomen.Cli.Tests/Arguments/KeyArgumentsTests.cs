using Nomen.Cli.Arguments;
using Nomen.Dns.Tsig;

namespace Nomen.Cli.Tests.Arguments;

public class KeyArgumentsTests
{
    private const string Secret = "c2VjcmV0LXNlY3JldC1zZWNyZXQ=";

    [Theory]
    [InlineData("-y hmac-sha512:k.example:" + Secret, "k.example.", "hmac-sha512")]
    [InlineData("-yk.example:" + Secret, "k.example.", "hmac-sha256")]
    public void A_key_is_read_as_dig_reads_it(string words, string name, string algorithm)
    {
        QueryArguments arguments = ArgumentParser.Parse($"example.com {words}".Split(' '));

        TsigKey key = arguments.Key!;
        Assert.Equal((name, algorithm), (key.Name.ToString(), key.Algorithm.Mnemonic));
        Assert.DoesNotContain(Secret, arguments.CommandLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-y k.example:not*base64")]
    [InlineData("-y hmac-sha999:k.example:" + Secret)]
    [InlineData("-y " + Secret)]
    [InlineData("-k no-such-file.key")]
    public void What_is_no_key_is_told_without_a_secret(string words)
    {
        UsageException exception = Assert.Throws<UsageException>(() => ArgumentParser.Parse(words.Split(' ')));

        Assert.DoesNotContain(Secret, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not*base64", exception.Message, StringComparison.Ordinal);
    }
}
