using System.Text;
using Nomen.Dns.Names;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Wire;

[Rfc(4343, "3")]
public sealed class NameCaseTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 70)];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Folds_every_octet_wherever_it_stands(int length)
    {
        byte[] octets = [.. Enumerable.Range(0, length).Select(i => (byte)((i * 37) + length))];
        byte[] expected = [.. octets.Select(octet => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet + 32) : octet)];
        byte[] lower = new byte[length];

        NameCase.ToLower(octets, lower);

        Assert.Equal(expected, lower);
        Assert.True(NameCase.EqualsIgnoreCase(octets, lower));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void One_octet_that_differs_is_seen_wherever_it_stands(int length)
    {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++)
        {
            byte[] other = [.. octets];
            other[i] = 0x20;

            Assert.False(NameCase.EqualsIgnoreCase(octets, other));
        }
    }

    [Fact]
    public void All_pairs_of_octets_compare_as_ASCII_does()
    {
        for (int pair = 0; pair < 65536; pair++)
        {
            // 17 equal octets: a vector and one more.
            byte left = (byte)(pair >> 8);
            byte right = (byte)pair;
            bool expected = left == right || (char.IsAsciiLetter((char)left) && (left ^ 0x20) == right);

            Assert.Equal(expected, NameCase.EqualsIgnoreCase(Enumerable.Repeat(left, 17).ToArray(), Enumerable.Repeat(right, 17).ToArray()));
        }
    }

    [Fact]
    public void Each_letter_is_flipped_by_one_random_bit_of_its_own()
    {
        byte[] name = DomainName.Parse("abcdefgh.ijklmnopqrstuvwxyz0123-.EXAMPLE.").Wire.ToArray();
        for (int octet = 0; octet < name.Length; octet++)
        {
            byte[] random = new byte[NameCase.RandomOctets(name.Length)];
            random[octet / 8] = (byte)(1 << (octet % 8));
            byte[] expected = [.. name];
            expected[octet] = char.IsAsciiLetter((char)name[octet]) ? (byte)(name[octet] ^ 0x20) : name[octet];
            byte[] cased = new byte[name.Length];

            NameCase.Randomize(name, random, cased);

            Assert.Equal(expected, cased);
        }
    }

    [Fact]
    public void Length_octets_digits_and_others_are_never_changed()
    {
        byte[] octets = [.. Enumerable.Range(0, 256).Select(octet => (byte)octet)];
        byte[] cased = new byte[256];

        NameCase.Randomize(octets, Enumerable.Repeat((byte)0xff, 32).ToArray(), cased);

        Assert.All(Enumerable.Range(0, 256), octet => Assert.Equal(char.IsAsciiLetter((char)octet) ? octet ^ 0x20 : octet, cased[octet]));
    }

    [Fact]
    public void Works_in_place_and_refuses_spans_that_are_too_short()
    {
        byte[] name = Encoding.ASCII.GetBytes("abcdefghijklmnopq");

        NameCase.Randomize(name, [0xff, 0xff, 0xff], name);

        Assert.Equal("ABCDEFGHIJKLMNOPQ", Encoding.ASCII.GetString(name));
        Assert.Throws<ArgumentException>(() => NameCase.Randomize(name, new byte[2], name));
        Assert.Throws<ArgumentException>(() => NameCase.Randomize(name, new byte[3], new byte[16]));
        Assert.Throws<ArgumentException>(() => NameCase.ToLower(name, new byte[16]));
    }
}
