using System.Text;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;

namespace Nomen.Dns.Tests.Text;

public sealed class RdataTextReaderTests
{
    private static readonly DomainName Example = DomainName.Parse("example.");

    [Fact]
    public void Reads_numbers_names_and_strings_in_turn()
    {
        RdataTextReader reader = Read("10 mail \"two words\"");

        Assert.Equal(10, reader.ReadUInt16("a preference"));
        Assert.Equal("mail.example.", reader.ReadName().ToString());
        Assert.Equal("two words", Encoding.ASCII.GetString(reader.ReadCharacterString("a string")));
        Assert.True(reader.AtEnd);
    }

    [Fact]
    [Rfc(1035, "5.1")]
    public void Parentheses_let_a_record_go_over_lines_and_comments_end_with_the_line()
    {
        RdataTextReader reader = Read("1 ( 2 ; (three\n\t3)4 ; five");

        Assert.Equal([1, 2, 3, 4], Enumerable.Range(0, 4).Select(_ => (int)reader.ReadUInt8("a number")));
        reader.ExpectEnd();
    }

    [Theory]
    [InlineData("\"a;b\"", "a;b")]
    [InlineData("\"a(b)\"", "a(b)")]
    [InlineData("a\\;b", "a;b")]
    [InlineData("a\\\"b", "a\"b")]
    [InlineData("\"a\\\"b\"", "a\"b")]
    [InlineData("\\065\\066", "AB")]
    [InlineData("\\000\\255", "\0\u00ff")]
    [InlineData("\"\"", "")]
    [InlineData("a\\ b", "a b")]
    [Rfc(1035, "5.1")]
    public void Escapes_and_quotes_are_decoded(string text, string octets)
    {
        byte[] read = Read(text).ReadCharacterString("a string");

        Assert.Equal(Encoding.Latin1.GetBytes(octets), read);
    }

    [Fact]
    public void A_character_beyond_ASCII_stands_for_its_UTF8_octets()
    {
        byte[] read = Read("\"né😀\"").ReadCharacterString("a string");

        Assert.Equal("né😀"u8.ToArray(), read);
    }

    [Fact]
    public void Two_strings_may_touch()
    {
        RdataTextReader reader = Read("\"a\"\"b\"c\"d\"");

        Assert.Equal("abcd"u8.ToArray(), Enumerable.Range(0, 4).SelectMany(_ => reader.ReadCharacterString("a string")).ToArray());
        Assert.True(reader.AtEnd);
    }

    [Theory]
    [InlineData("alpn=h2", "alpn=h2")]
    [InlineData("alpn=\"h2 h3\"", "alpn=h2 h3")]
    [InlineData("alpn=\"\"", "alpn=")]
    [InlineData("alpn= \"h2\"", "alpn=")]
    [InlineData("no-default-alpn", "no-default-alpn")]
    [Rfc(9460, "2.1")]
    public void A_parameter_takes_a_quoted_value_that_touches_it(string text, string parameter)
    {
        Assert.Equal(parameter, Read(text).ReadParameter("a parameter").ToString());
    }

    [Theory]
    [InlineData("0", 0u)]
    [InlineData("4294967295", uint.MaxValue)]
    [InlineData("1w2d3h4m5s", 788645u)]
    [InlineData("1H30M", 5400u)]
    [InlineData("30m1h", 5400u)]
    public void Seconds_are_plain_or_with_units(string text, uint seconds)
    {
        Assert.Equal(seconds, Read(text).ReadSeconds("a TTL"));
    }

    [Theory]
    [InlineData("1y")]
    [InlineData("h")]
    [InlineData("1h2")]
    [InlineData("-1")]
    [InlineData("4294967296")]
    [InlineData("9999999999999999999999w")]
    [InlineData("7102w")]
    public void Seconds_that_are_no_time_are_refused(string text)
    {
        Assert.Throws<DnsTextException>(() => Read(text).ReadSeconds("a TTL"));
    }

    [Theory]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("0x10")]
    [InlineData("1.0")]
    [InlineData("\"1\"")]
    [InlineData("٣")]
    public void A_number_that_loses_something_is_refused(string text)
    {
        Assert.Throws<DnsTextException>(() => Read(text).ReadUInt16("a preference"));
    }

    [Fact]
    public void An_error_tells_line_column_and_what_was_expected()
    {
        RdataTextReader reader = Read("10 (\n  mail..example )");
        reader.ReadUInt16("a preference");

        DnsTextException error = Assert.Throws<DnsTextException>(() => reader.ReadName());

        Assert.Equal((2, 8, "a label before the dot", "mail..example"), (error.Line, error.Column, error.Expected, error.Found));
    }

    [Fact]
    public void An_error_at_the_end_points_behind_the_text()
    {
        RdataTextReader reader = Read("10");
        reader.ReadUInt16("a preference");

        DnsTextException error = Assert.Throws<DnsTextException>(() => reader.ReadName("an exchange"));

        Assert.Equal((1, 3, "an exchange", ""), (error.Line, error.Column, error.Expected, error.Found));
    }

    [Theory]
    [InlineData("\"open", 1, 6)]
    [InlineData("\"open\nnext\"", 1, 6)]
    [InlineData("( 1 (2)", 1, 1)]
    [InlineData("1 )", 1, 3)]
    [InlineData("a\\", 1, 3)]
    [InlineData("a\\\nb", 1, 3)]
    [InlineData("1\n2", 2, 1)]
    [InlineData("1\n\n ;\n2", 4, 1)]
    public void Text_that_is_not_one_record_is_refused(string text, int line, int column)
    {
        DnsTextException error = Assert.Throws<DnsTextException>(() => Read(text));

        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Theory]
    [InlineData("\\# 4 C0000201", "c0000201")]
    [InlineData("\\# 4 C000 0201", "c0000201")]
    [InlineData("\\# 0", "")]
    [Rfc(3597, "5")]
    public void The_generic_form_is_read_to_the_end(string text, string hex)
    {
        RdataTextReader reader = Read(text);

        Assert.True(reader.TryReadGeneric(out byte[]? octets));
        Assert.Equal(Convert.FromHexString(hex), octets);
        Assert.True(reader.AtEnd);
    }

    [Theory]
    [InlineData("\\# 3 C0000201")]
    [InlineData("\\# 4 C00002")]
    [InlineData("\\# 4 C000020g")]
    [InlineData("\\# 1 C")]
    [InlineData("\\# 65536")]
    [InlineData("\\#")]
    [Rfc(3597, "5")]
    public void A_generic_form_whose_length_lies_is_refused(string text)
    {
        Assert.Throws<DnsTextException>(() => Read(text).TryReadGeneric(out _));
    }

    [Fact]
    public void A_quoted_generic_mark_is_a_string()
    {
        Assert.False(Read("\"\\#\" 0").TryReadGeneric(out _));
    }

    [Theory]
    [InlineData("TYPE1", DnsType.A)]
    [InlineData("type65280", (DnsType)65280)]
    [InlineData("aaaa", DnsType.AAAA)]
    [InlineData("nsap-ptr", DnsType.NSAPPTR)]
    [Rfc(3597, "5")]
    public void Types_are_read_by_mnemonic_or_number(string text, DnsType type)
    {
        Assert.Equal(type, Read(text).ReadType());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("TYPE65536")]
    [InlineData("A,NS")]
    [InlineData("NSAPPTR")]
    [InlineData("NOSUCH")]
    public void A_word_that_is_no_type_is_refused(string text)
    {
        Assert.Throws<DnsTextException>(() => Read(text).ReadType());
    }

    [Fact]
    [Rfc(4648, "7")]
    public void Base32hex_is_read_in_either_case()
    {
        Assert.Equal("foobar"u8.ToArray(), Read("cpnmuoj1E8").ReadBase32Hex("a hash"));
    }

    [Theory]
    [InlineData("W")]
    [InlineData("CPNMUOJ1E")]
    [InlineData("CPNMUOJ1E9")]
    [InlineData("CPNMUOJ1E8======")]
    public void Base32hex_with_padding_or_bits_left_over_is_refused(string text)
    {
        Assert.Throws<DnsTextException>(() => Read(text).ReadBase32Hex("a hash"));
    }

    [Fact]
    public void Base64_and_hex_may_be_split_anywhere()
    {
        Assert.Equal("hello"u8.ToArray(), Read("aG Vs(\nbG8=)").ReadBase64ToEnd("a key"));
        Assert.Equal([0xab, 0xcd], Read("a b C d").ReadHexToEnd("a digest"));
    }

    [Fact]
    public void A_string_over_255_octets_is_refused_unless_it_may_be_long()
    {
        string text = $"\"{new string('x', 256)}\"";

        Assert.Throws<DnsTextException>(() => Read(text).ReadCharacterString("a string"));
        Assert.Equal(256, Read(text).ReadLongString("a string").Length);
    }

    [Fact]
    public void A_long_string_ends_at_65535_octets()
    {
        Assert.Throws<DnsTextException>(() => Read(new string('x', 65536)).ReadLongString("a string"));
    }

    [Fact]
    public void An_entry_over_its_limit_is_refused()
    {
        string text = new('x', TextEntry.MaxLength + 1);

        Assert.Throws<DnsTextException>(() => Read(text));
    }

    [Fact]
    public void What_is_left_over_is_an_error()
    {
        RdataTextReader reader = Read("1 2");
        reader.ReadUInt8("a number");

        DnsTextException error = Assert.Throws<DnsTextException>(reader.ExpectEnd);

        Assert.Equal((3, "2"), (error.Column, error.Found));
    }

    private static RdataTextReader Read(string text) => new(text, Example);
}
