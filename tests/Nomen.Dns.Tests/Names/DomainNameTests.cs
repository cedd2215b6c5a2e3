using System.Net;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;

namespace Nomen.Dns.Tests.Names;

public sealed class DomainNameTests
{
    [Fact]
    public void The_default_is_the_root()
    {
        DomainName name = default;

        Assert.True(name.IsRoot);
        Assert.Equal(DomainName.Root, name);
        Assert.Equal(1, name.Length);
        Assert.Equal(0, name.LabelCount);
        Assert.Equal([0], name.Wire.ToArray());
        Assert.True(name.FirstLabel.IsEmpty);
    }

    [Fact]
    public void Equal_without_case_and_hashed_alike()
    {
        DomainName lower = DomainName.Parse("www.example.com");
        DomainName upper = DomainName.Parse("WWW.Example.COM");

        Assert.Equal(lower, upper);
        Assert.Equal(lower.GetHashCode(), upper.GetHashCode());
        Assert.True(lower == upper);
        Assert.False(lower != upper);
        Assert.False(lower.EqualsExactly(upper));
    }

    [Theory]
    [InlineData("a.example.", "b.example.")]
    [InlineData("a.example.", "a.example.com.")]
    [InlineData("ab.c.", "a.bc.")]
    [InlineData("@.example.", "\\096.example.")]
    [InlineData("[.example.", "{.example.")]
    [Rfc(4343, "3")]
    public void Names_that_differ_in_more_than_the_case_of_letters_are_not_equal(string left, string right)
    {
        Assert.NotEqual(DomainName.Parse(left), DomainName.Parse(right));
    }

    [Fact]
    [Rfc(4343, "3")]
    public void Only_ASCII_letters_are_folded()
    {
        Assert.NotEqual(DomainName.Parse("\\192."), DomainName.Parse("\\224."));
        Assert.Equal(DomainName.Parse("\\065."), DomainName.Parse("a."));
    }

    [Fact]
    public void Keeps_the_case_it_was_given()
    {
        Assert.Equal("WwW.Example.", DomainName.Parse("WwW.Example").ToString());
        Assert.Equal("www.example.", DomainName.Parse("WwW.Example").ToLower().ToString());
    }

    [Fact]
    public void Parent_drops_the_first_label_down_to_the_root()
    {
        DomainName name = DomainName.Parse("a.b.");

        Assert.Equal(DomainName.Parse("b."), name.Parent);
        Assert.True(name.Parent.Parent.IsRoot);
        Assert.Throws<InvalidOperationException>(() => DomainName.Root.Parent);
    }

    [Theory]
    [InlineData("www.example.com.", "example.com.", true)]
    [InlineData("example.com.", "EXAMPLE.com.", true)]
    [InlineData("example.com.", ".", true)]
    [InlineData(".", ".", true)]
    [InlineData("badexample.com.", "example.com.", false)]
    [InlineData("com.", "example.com.", false)]
    [InlineData("example.org.", "example.com.", false)]
    [InlineData("\\007example.com.", "example.com.", false)]
    public void Is_at_or_below_counts_whole_labels(string name, string zone, bool expected)
    {
        Assert.Equal(expected, DomainName.Parse(name).IsAtOrBelow(DomainName.Parse(zone)));
    }

    [Fact]
    public void Is_below_leaves_the_name_itself_out()
    {
        DomainName zone = DomainName.Parse("example.");

        Assert.False(zone.IsBelow(zone));
        Assert.True(DomainName.Parse("a.example.").IsBelow(zone));
    }

    [Fact]
    public void A_label_that_holds_the_octets_of_a_suffix_is_not_below_it()
    {
        // One label whose octets end like the wire form of "a.".
        DomainName name = DomainName.FromWire([3, (byte)'x', 1, (byte)'a', 0]);

        Assert.False(name.IsAtOrBelow(DomainName.Parse("a.")));
    }

    [Fact]
    public void Prepend_adds_a_label_in_front()
    {
        Assert.Equal(DomainName.Parse("www.example."), DomainName.Parse("example.").Prepend("www"u8));
    }

    [Fact]
    [Rfc(1035, "2.3.4")]
    public void Prepend_refuses_what_makes_no_name()
    {
        DomainName longest = DomainName.Parse(string.Join('.', Enumerable.Repeat(new string('a', 63), 3).Append(new string('b', 61))));

        Assert.Equal(DomainName.MaxLength, longest.Length);
        Assert.Throws<ArgumentException>(() => longest.Prepend("c"u8));
        Assert.Throws<ArgumentException>(() => DomainName.Root.Prepend([]));
        Assert.Throws<ArgumentException>(() => DomainName.Root.Prepend(new byte[64]));
    }

    [Fact]
    public void Concat_joins_two_names()
    {
        Assert.Equal(DomainName.Parse("a.b.c."), DomainName.Parse("a.b.").Concat(DomainName.Parse("c.")));
        Assert.Equal(DomainName.Parse("a."), DomainName.Parse("a.").Concat(DomainName.Root));
        Assert.Throws<ArgumentException>(() => Long().Concat(Long()));
    }

    [Fact]
    public void Suffix_keeps_the_last_labels()
    {
        DomainName name = DomainName.Parse("a.b.c.");

        Assert.Equal(DomainName.Parse("b.c."), name.Suffix(2));
        Assert.Equal(name, name.Suffix(3));
        Assert.True(name.Suffix(0).IsRoot);
        Assert.Throws<ArgumentOutOfRangeException>(() => name.Suffix(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => name.Suffix(-1));
    }

    [Theory]
    [InlineData("*.example.", true)]
    [InlineData("*.", true)]
    [InlineData("*a.example.", false)]
    [InlineData("a.*.example.", false)]
    [InlineData(".", false)]
    [Rfc(4592, "2.1.1")]
    public void A_wildcard_has_an_asterisk_alone_as_its_first_label(string name, bool expected)
    {
        Assert.Equal(expected, DomainName.Parse(name).IsWildcard);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 1, 65 })]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0xc0, 12 })]
    [InlineData(new byte[] { 64, 0 })]
    public void Octets_that_are_no_whole_uncompressed_name_are_refused(byte[] wire)
    {
        Assert.False(DomainName.TryFromWire(wire, out _));
        Assert.Throws<DnsFormatException>(() => DomainName.FromWire(wire));
    }

    [Fact]
    public void Names_are_found_by_their_wire_octets_in_any_case()
    {
        Dictionary<DomainName, int> table = new(DomainNameComparer.Default) { [DomainName.Parse("www.example.")] = 7 };
        var lookup = table.GetAlternateLookup<ReadOnlySpan<byte>>();

        Assert.Equal(7, lookup[DomainName.Parse("WWW.EXAMPLE.").Wire]);
        Assert.False(lookup.TryGetValue(DomainName.Parse("other.").Wire, out _));
        Assert.True(lookup.TryAdd(DomainName.Parse("new.").Wire, 8));
        Assert.Equal(8, table[DomainName.Parse("NEW.")]);
    }

    [Fact]
    public void Hash_codes_depend_on_the_seed_and_on_nothing_else()
    {
        DomainName name = DomainName.Parse("www.example.com");

        Assert.Equal(new DomainNameComparer(1).GetHashCode(name), new DomainNameComparer(1).GetHashCode(name));
        Assert.NotEqual(new DomainNameComparer(1).GetHashCode(name), new DomainNameComparer(2).GetHashCode(name));
    }

    [Fact]
    [Rfc(4034, "6.1")]
    public void Canonical_order_is_that_of_the_RFC()
    {
        string[] expected =
        [
            "example.", "a.example.", "yljkjljk.a.example.", "Z.a.example.", "zABC.a.EXAMPLE.", "z.example.", "\\001.z.example.", "*.z.example.", "\\200.z.example.",
        ];

        string[] sorted = [.. expected.Reverse().Select(text => DomainName.Parse(text)).Order().Select(name => name.ToString())];

        Assert.Equal(expected, sorted);
    }

    [Theory]
    [InlineData("192.0.2.1", "1.2.0.192.in-addr.arpa.")]
    [InlineData("0.0.0.0", "0.0.0.0.in-addr.arpa.")]
    [InlineData("255.255.255.255", "255.255.255.255.in-addr.arpa.")]
    [InlineData("2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.")]
    [Rfc(1035, "3.5")]
    [Rfc(3596, "2.5")]
    public void Reverse_names_and_addresses_stand_for_each_other(string address, string name)
    {
        DomainName reverse = DomainName.ForReverse(IPAddress.Parse(address));

        Assert.Equal(name, reverse.ToString());
        Assert.True(reverse.TryGetReverseAddress(out IPAddress? back));
        Assert.Equal(IPAddress.Parse(address), back);
    }

    [Theory]
    [InlineData("2.0.192.in-addr.arpa.")]
    [InlineData("1.2.0.192.1.in-addr.arpa.")]
    [InlineData("256.2.0.192.in-addr.arpa.")]
    [InlineData("01.2.0.192.in-addr.arpa.")]
    [InlineData("a.2.0.192.in-addr.arpa.")]
    [InlineData("in-addr.arpa.")]
    [InlineData("1.0.0.2.ip6.arpa.")]
    [InlineData("g.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.")]
    [InlineData("www.example.")]
    public void Other_names_stand_for_no_address(string name)
    {
        Assert.False(DomainName.Parse(name).TryGetReverseAddress(out _));
    }

    [Fact]
    public void A_reverse_name_is_read_in_any_case()
    {
        DomainName upper = DomainName.Parse(DomainName.ForReverse(IPAddress.Parse("2001:db8::abcd")).ToString().ToUpperInvariant());

        Assert.True(upper.TryGetReverseAddress(out IPAddress? address));
        Assert.Equal(IPAddress.Parse("2001:db8::abcd"), address);
    }

    private static DomainName Long() => DomainName.Parse(string.Join('.', Enumerable.Repeat(new string('a', 63), 3)));
}
