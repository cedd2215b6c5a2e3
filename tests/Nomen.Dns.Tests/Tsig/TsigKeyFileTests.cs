using System.Collections.Immutable;
using System.Text;
using Nomen.Dns.Errors;
using Nomen.Dns.Tsig;

namespace Nomen.Dns.Tests.Tsig;

public sealed class TsigKeyFileTests
{
    private const string Keygen = """
        key "tsig-key" {
        	algorithm hmac-sha256;
        	secret "ICcuNTxDSlFYX2ZtdHuCiZCXnqWss7rByM/W3eTr8vk=";
        };
        """;

    [Fact]
    public void Reads_what_tsig_keygen_writes()
    {
        TsigKey key = Assert.Single(TsigKeyFile.Parse(Keygen));

        Assert.Equal("tsig-key. (hmac-sha256)", key.ToString());
        Assert.Equal(SignedMessages.MacOf(TsigKey.Parse("tsig-key:ICcuNTxDSlFYX2ZtdHuCiZCXnqWss7rByM/W3eTr8vk=")), SignedMessages.MacOf(key));
    }

    [Fact]
    public void Reads_several_keys_and_comments_of_every_kind()
    {
        ImmutableArray<TsigKey> keys = TsigKeyFile.Parse("""
            # of a shell
            // of C++
            key one { secret "//8="; /* of C
               over lines */ algorithm "hmac-sha1"; };
            key "two." { algorithm hmac-sha256-128; // cut
              secret AAECAw==; };# end
            """);

        Assert.Equal(["one. (hmac-sha1)", "two. (hmac-sha256)"], keys.Select(key => key.ToString()));
        Assert.Equal(16, keys[1].MacLength);
    }

    [Fact]
    public void Reads_what_keymgr_writes_for_Knot()
    {
        ImmutableArray<TsigKey> keys = TsigKeyFile.Parse("""
            # hmac-sha256:knot-key:ICcuNTxDSlFYX2ZtdHuCiZCXnqWss7rByM/W3eTr8vk=
            key:
              - id: knot-key
                algorithm: hmac-sha256
                secret: //cuNTxDSlFYX2ZtdHuCiZCXnqWss7rByM/W3eTr8vk=
              - id: second.
                secret: AAECAw==
                algorithm: hmac-sha512
            """);

        Assert.Equal(["knot-key. (hmac-sha256)", "second. (hmac-sha512)"], keys.Select(key => key.ToString()));
    }

    [Fact]
    public void Reads_the_key_clauses_of_NSD()
    {
        ImmutableArray<TsigKey> keys = TsigKeyFile.Parse("""
            key:
              name: "one"
              algorithm: hmac-sha256
              secret: "AAECAw=="
            key:
              name: "two"
              algorithm: hmac-sha1
              secret: "AAECAw=="
            """);

        Assert.Equal(["one. (hmac-sha256)", "two. (hmac-sha1)"], keys.Select(key => key.ToString()));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("options { };", 1, 1)]
    [InlineData("key \"k\" {\n  algorithm hmac-sha256;\n  secret \"not base64 S3CRET\";\n};", 4, 2)]
    [InlineData("key \"k\" {\n  algorithm hmac-sha257;\n", 2, 13)]
    [InlineData("key \"k\" { secret \"S3CRETS3CRET\"; };", 1, 35)]
    [InlineData("key \"k\" { algorithm hmac-sha256; };", 1, 35)]
    [InlineData("key \"k\" { secret \"S3CRETS3CRET\"; secret \"S3CRETS3CRET\";", 1, 34)]
    [InlineData("key \"k\" { algorithm hmac-sha256; secret S3CRETS3CRET }", 1, 54)]
    [InlineData("key \"k\" { algorithm hmac-sha256; secret \"S3CRET\n\"; };", 1, 41)]
    [InlineData("key \"k\" { algorithm hmac-sha256; secret", 1, 40)]
    [InlineData("key:\n  - id: k\n    S3CRET: x\n", 3, 5)]
    [InlineData("key:\n  secret: S3CRET\n", 2, 3)]
    public void An_error_tells_the_place_and_shows_nothing_of_the_file(string text, int line, int column)
    {
        DnsTextException e = Assert.Throws<DnsTextException>(() => TsigKeyFile.Parse(text, "my.key"));

        Assert.Equal(("my.key", line, column), (e.File, e.Line, e.Column));
        Assert.DoesNotContain("S3CRET", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_key_file_is_not_read_to_its_end() =>
        Assert.Throws<DnsTextException>(() => TsigKeyFile.Parse(new string('#', 65_537)));

    [Fact]
    public void Mutated_files_are_read_or_refused_with_their_place()
    {
        Random random = new(20_261_122);
        const string Alphabet = "{};\"#/*:- \n\0é=aKey";

        for (int i = 0; i < 50_000; i++)
        {
            StringBuilder text = new(i % 2 == 0 ? Keygen : "key:\n - id: k\n   algorithm: hmac-sha1\n   secret: AAECAw==\n");
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                text[random.Next(text.Length)] = Alphabet[random.Next(Alphabet.Length)];
            }

            Exception? e = Record.Exception(() => TsigKeyFile.Parse(text.ToString(0, random.Next(text.Length + 1))));

            Assert.True(e is null or DnsTextException, $"{e}\n{text}");
        }
    }

    [Fact]
    public void Load_reads_the_one_key_of_a_file()
    {
        using TemporaryFile one = new(Keygen);
        using TemporaryFile two = new(Keygen + Keygen);

        Assert.Equal("tsig-key.", TsigKey.Load(one.Path).Name.ToString());
        Assert.Equal(2, TsigKeyFile.Load(two.Path).Length);
        Assert.Throws<DnsTextException>(() => TsigKey.Load(two.Path));
    }

    [Fact]
    public void A_file_that_is_missing_is_an_IO_error() => Assert.ThrowsAny<IOException>(() => TsigKey.Load("/nonexistent/nomen.key"));
}
