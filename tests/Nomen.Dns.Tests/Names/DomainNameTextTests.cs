using Nomen.Dns.Errors;
using Nomen.Dns.Names;

namespace Nomen.Dns.Tests.Names;

[Rfc(1035, "5.1")]
public sealed class DomainNameTextTests
{
    [Theory]
    [InlineData("www.example.com", "www.example.com.")]
    [InlineData("www.example.com.", "www.example.com.")]
    [InlineData(".", ".")]
    [InlineData("a\\.b.c", "a\\.b.c.")]
    [InlineData("a\\046b.c", "a\\.b.c.")]
    [InlineData("\\000.", "\\000.")]
    [InlineData("\\255.", "\\255.")]
    [InlineData("a b.", "a\\032b.")]
    [InlineData("\\a\\b.", "ab.")]
    [InlineData("\\\\.", "\\\\.")]
    [InlineData("\"\\;\\(\\)\\@\\$.", "\\\"\\;\\(\\)\\@\\$.")]
    public void Reads_and_prints(string text, string printed)
    {
        Assert.Equal(printed, DomainName.Parse(text).ToString());
    }

    [Theory]
    [InlineData("", 1, "a domain name")]
    [InlineData("..", 1, "a label before the dot")]
    [InlineData("a..b", 3, "a label before the dot")]
    [InlineData(".a", 1, "a label before the dot")]
    [InlineData("a.\\", 3, "three digits or a character after the backslash")]
    [InlineData("a\\12", 2, "three digits or a character after the backslash")]
    [InlineData("a\\12x", 2, "three digits or a character after the backslash")]
    [InlineData("a\\256", 2, "an escape of at most \\255")]
    [InlineData("a.bücher", 4, "an ASCII character (DomainName.FromUnicode takes internationalised names)")]
    public void Says_what_was_expected_and_where(string text, int column, string expected)
    {
        DnsTextException thrown = Assert.Throws<DnsTextException>(() => DomainName.Parse(text));

        Assert.Equal(expected, thrown.Expected);
        Assert.Equal(column, thrown.Column);
        Assert.Equal(text, thrown.Found);
        Assert.False(DomainName.TryParse(text, out _));
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [Rfc(1035, "2.3.4")]
    public void A_label_has_at_most_63_octets(int length, bool isGood)
    {
        Assert.Equal(isGood, DomainName.TryParse(new string('a', length) + ".b", out _));
        Assert.Equal(isGood, DomainName.TryParse(string.Concat(Enumerable.Repeat("\\097", length)), out _));
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(62, false)]
    [Rfc(1035, "2.3.4")]
    public void A_name_has_at_most_255_octets(int last, bool isGood)
    {
        string text = string.Concat(Enumerable.Repeat(new string('a', 63) + ".", 3)) + new string('b', last);

        Assert.Equal(isGood, DomainName.TryParse(text, out _));
        Assert.Equal(isGood, DomainName.TryParse(text + ".", out _));
    }

    [Fact]
    public void A_relative_name_is_completed_by_the_origin()
    {
        DomainName origin = DomainName.Parse("example.");

        Assert.Equal(DomainName.Parse("www.example."), DomainName.Parse("www", origin));
        Assert.Equal(DomainName.Parse("www."), DomainName.Parse("www.", origin));
        Assert.Equal(origin, DomainName.Parse("@", origin));
        Assert.Equal(DomainName.Parse("\\@.example."), DomainName.Parse("\\@", origin));
    }

    [Fact]
    public void Formats_into_a_span_or_says_that_it_is_too_short()
    {
        DomainName name = DomainName.Parse("www.example.");
        Span<char> buffer = stackalloc char[12];

        Assert.True(name.TryFormat(buffer, out int written, default, null));
        Assert.Equal("www.example.", buffer[..written].ToString());
        Assert.False(name.TryFormat(buffer[..11], out written, default, null));
        Assert.Equal(0, written);
    }

    [Fact]
    public void The_longest_text_is_printed()
    {
        DomainName name = DomainName.FromWire([63, .. new byte[63], 63, .. new byte[63], 63, .. new byte[63], 61, .. new byte[61], 0]);

        Assert.Equal(((255 - 5) * 4) + 4, name.ToString().Length);
        Assert.Equal(name, DomainName.Parse(name.ToString()));
    }

    [Theory]
    [InlineData("bücher.example", "xn--bcher-kva.example.")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example.")]
    [InlineData("例え。テスト", "xn--r8jz45g.xn--zckzah.")]
    [InlineData("_dmarc.bücher.example.", "_dmarc.xn--bcher-kva.example.")]
    [InlineData("*.bücher.example", "*.xn--bcher-kva.example.")]
    [InlineData("a\\.b.bücher", "a\\.b.xn--bcher-kva.")]
    [InlineData("plain.example", "plain.example.")]
    [InlineData("straße.example", "xn--strae-oqa.example.")]
    [Rfc(5890, "2.3.2.1")]
    public void Labels_that_are_not_ASCII_become_A_labels(string text, string expected)
    {
        Assert.Equal(expected, DomainName.FromUnicode(text).ToString());
    }

    [Theory]
    [InlineData("xn--bcher-kva.example.", "bücher.example.")]
    [InlineData("XN--BCHER-KVA.example.", "bücher.example.")]
    [InlineData("xn--r8jz45g.xn--zckzah.", "例え.テスト.")]
    [InlineData("www.example.", "www.example.")]
    [InlineData("xn--a.example.", "xn--a.example.")]
    [InlineData("xn--\\255.example.", "xn--\\255.example.")]
    [InlineData("a\\.xn--bcher-kva.example.", "a\\.xn--bcher-kva.example.")]
    [InlineData(".", ".")]
    public void A_labels_are_shown_as_people_read_them_when_they_are_genuine(string name, string expected)
    {
        Assert.Equal(expected, DomainName.Parse(name).ToUnicode());
    }

    [Theory]
    [InlineData("a.b\u200d\u0300\u0301\u00ad.c", 3)]
    [InlineData("ü..example", 1)]
    public void What_IDNA_does_not_allow_is_refused(string text, int column)
    {
        DnsTextException thrown = Assert.Throws<DnsTextException>(() => DomainName.FromUnicode(text));

        Assert.Equal(column, thrown.Column);
    }

    [Fact]
    public void A_label_that_grows_over_63_octets_is_refused()
    {
        Assert.Throws<DnsTextException>(() => DomainName.FromUnicode(new string('ü', 63)));
    }
}
