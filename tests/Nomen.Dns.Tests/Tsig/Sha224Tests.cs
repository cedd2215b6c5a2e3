using System.Text;
using Nomen.Dns.Tsig;

namespace Nomen.Dns.Tests.Tsig;

/// <summary>Examples of FIPS 180 (NIST's) and of RFC 4231.</summary>
public sealed class Sha224Tests
{
    [Theory]
    [InlineData("", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f")]
    [InlineData("abc", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "75388b16512776cc5dba5da1fd890150b0c6455cb4f58b1952522525")]
    public void Hashes_as_the_standard_says(string text, string expected)
    {
        Sha224 hash = new();

        hash.Append(Encoding.ASCII.GetBytes(text));

        Assert.Equal(expected, Finish(hash));
    }

    [Fact]
    public void Hashes_a_million_octets_in_pieces_of_any_size()
    {
        Sha224 hash = new();
        byte[] octets = new byte[1_000_000];
        octets.AsSpan().Fill((byte)'a');

        for (int at = 0, piece = 1; at < octets.Length; at += piece, piece = (piece % 200) + 1)
        {
            piece = Math.Min(piece, octets.Length - at);
            hash.Append(octets.AsSpan(at, piece));
        }

        Assert.Equal("20794655980c91d8bbb4c1ea97618a4bf03f42581948b2ee4ee7ad67", Finish(hash));
    }

    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There", "896fb1128abbdf196832107cd49df33f47b4b1169912ba4f53684b22")]
    [InlineData("4a656665", "what do ya want for nothing?", "a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44")]
    [Rfc(4231, "4")]
    public void Keyed_hashes_are_those_of_the_examples(string key, string text, string expected)
    {
        using Sha224KeyedHash hash = new(Convert.FromHexString(key));

        hash.Append(Encoding.ASCII.GetBytes(text));

        Assert.Equal(expected, Finish(hash));
    }

    [Fact]
    [Rfc(4231, "4.7")]
    public void A_key_longer_than_a_block_is_hashed()
    {
        byte[] key = new byte[131];
        key.AsSpan().Fill(0xaa);
        using Sha224KeyedHash hash = new(key);

        hash.Append("Test Using Larger Than Block-Size Key - Hash Key First"u8);

        Assert.Equal("95e9a0db962095adaebe9b2d6f0dbce2d499f112f2d2b7273fa6870e", Finish(hash));
    }

    [Fact]
    public void A_keyed_hash_starts_anew_with_its_key()
    {
        using Sha224KeyedHash hash = new("Jefe"u8);
        hash.Append("something else"u8);
        Finish(hash);

        hash.Append("what do ya want for nothing?"u8);

        Assert.Equal("a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44", Finish(hash));
    }

    private static string Finish(Sha224 hash)
    {
        byte[] octets = new byte[Sha224.HashLength];
        hash.Finish(octets);
        return Convert.ToHexStringLower(octets);
    }

    private static string Finish(Sha224KeyedHash hash)
    {
        byte[] octets = new byte[Sha224.HashLength];
        hash.Finish(octets);
        return Convert.ToHexStringLower(octets);
    }
}
