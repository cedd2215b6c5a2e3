using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Messages;

/// <summary>What a whole message must be: <c>docs/threats.md</c> C3 and C6.</summary>
[Rfc(1035, "4.1")]
public sealed class MessageParsingTests
{
    private static readonly byte[] Address = [192, 0, 2, 1];

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void Fewer_than_12_octets_are_no_header(int length)
    {
        Assert.False(DnsMessageView.TryParse(new byte[length], out _, out FormatError error));
        Assert.Equal(new FormatError(FormatErrorKind.Header, length), error);
    }

    [Fact]
    public void A_message_has_at_most_65535_octets()
    {
        Assert.False(DnsMessageView.TryParse(new byte[65536], out _, out FormatError error));
        Assert.Equal(FormatErrorKind.TrailingOctets, error.Kind);
    }

    [Fact]
    public void A_bare_header_is_a_message()
    {
        Assert.Equal(default, new MessageOctets().Error());
    }

    [Fact]
    public void Every_cut_of_a_message_is_refused()
    {
        byte[] whole = new MessageOctets(questions: 1, answers: 1, authority: 1, additional: 1)
            .Question()
            .Record("example.", DnsType.A, Address)
            .Record("example.", DnsType.NS, [3, .. "ns1"u8, 0])
            .Record(".", DnsType.OPT, [0, 3, 0, 1, 65], (DnsClass)1232)
            .ToArray();

        Assert.Equal(default, DnsMessageView.TryParse(whole, out _, out FormatError good) ? good : new(FormatErrorKind.Value, 0));
        Assert.All(Enumerable.Range(0, whole.Length), length => Assert.False(DnsMessageView.TryParse(whole.AsSpan(0, length), out _, out _)));
    }

    [Fact]
    public void Octets_behind_the_last_record_are_refused()
    {
        MessageOctets message = new MessageOctets(questions: 1).Question();
        int end = message.Length;

        Assert.Equal(new FormatError(FormatErrorKind.TrailingOctets, end), message.Octets(0).Error());
    }

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(0, 0, 1, 0)]
    [InlineData(0, 0, 0, 1)]
    public void Counts_that_promise_too_much_are_refused(int questions, int answers, int authority, int additional)
    {
        Assert.Equal(new FormatError(FormatErrorKind.Truncated, 12), new MessageOctets(questions, answers, authority, additional).Error());
    }

    [Theory]
    [InlineData(DnsType.A, 0)]
    [InlineData(DnsType.A, 3)]
    [InlineData(DnsType.A, 5)]
    [InlineData(DnsType.AAAA, 0)]
    [InlineData(DnsType.AAAA, 15)]
    [InlineData(DnsType.AAAA, 17)]
    [InlineData(DnsType.SOA, 6)]
    [InlineData(DnsType.MX, 2)]
    [InlineData(DnsType.NS, 0)]
    public void Rdata_of_a_known_type_has_its_length(DnsType type, int length)
    {
        FormatError error = new MessageOctets(answers: 1).Record(".", type, new byte[length]).Error();

        Assert.True(error.Kind is FormatErrorKind.Rdata or FormatErrorKind.Truncated);
        Assert.InRange(error.Offset, 23, 23 + length);
    }

    [Theory]
    [InlineData(DnsType.CNAME)]
    [InlineData(DnsType.NS)]
    [InlineData(DnsType.PTR)]
    [InlineData(DnsType.DNAME)]
    public void A_name_in_rdata_fills_it(DnsType type)
    {
        byte[] name = [1, (byte)'a', 0];

        Assert.Equal(default, new MessageOctets(answers: 1).Record(".", type, name).Error());
        Assert.Equal(FormatErrorKind.Rdata, new MessageOctets(answers: 1).Record(".", type, [.. name, 0]).Error().Kind);
        Assert.Equal(FormatErrorKind.Rdata, new MessageOctets(answers: 2).Record(".", type, name, length: 2).Octets(0).Record(".", DnsType.A, Address).Error().Kind);
    }

    [Fact]
    public void A_string_in_rdata_does_not_run_over_it()
    {
        MessageOctets message = new MessageOctets(answers: 2).Record(".", DnsType.TXT, [2, 65]).Record(".", DnsType.A, Address);

        Assert.NotEqual(FormatErrorKind.None, message.Error().Kind);
    }

    [Fact]
    [Rfc(3597, "3")]
    public void Rdata_of_an_unknown_type_may_be_anything()
    {
        Assert.Equal(default, new MessageOctets(answers: 1).Record(".", (DnsType)65280, [0xc0, 0xff, 0xee]).Error());
    }

    [Fact]
    [Rfc(6891, "6.1.1")]
    public void One_OPT_is_found_wherever_it_stands_among_the_additional_records()
    {
        byte[] message = new MessageOctets(additional: 3)
            .Record("a.", DnsType.A, Address)
            .Record(".", DnsType.OPT, [], (DnsClass)1232)
            .Record("b.", DnsType.A, Address)
            .ToArray();

        Assert.True(DnsMessageView.Parse(message).HasEdns);
    }

    [Fact]
    [Rfc(6891, "6.1.1")]
    public void Two_OPT_are_refused()
    {
        MessageOctets message = new MessageOctets(additional: 2).Record(".", DnsType.OPT, []).Record(".", DnsType.OPT, []);

        Assert.Equal(new FormatError(FormatErrorKind.Opt, 23), message.Error());
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [Rfc(6891, "6.1.1")]
    public void OPT_outside_the_additional_section_is_refused(int answers, int authority)
    {
        MessageOctets message = new MessageOctets(answers: answers, authority: authority).Record(".", DnsType.OPT, []);

        Assert.Equal(new FormatError(FormatErrorKind.Opt, 12), message.Error());
    }

    [Fact]
    [Rfc(6891, "6.1.2")]
    public void OPT_of_another_owner_than_the_root_is_refused()
    {
        MessageOctets message = new MessageOctets(additional: 1).Record("a.", DnsType.OPT, []);

        Assert.Equal(new FormatError(FormatErrorKind.Opt, 12), message.Error());
    }

    [Theory]
    [InlineData(new byte[] { 0, 3, 0 })]
    [InlineData(new byte[] { 0, 3, 0, 1 })]
    [InlineData(new byte[] { 0, 3, 0, 0, 0, 10, 0, 8, 1, 2 })]
    [Rfc(6891, "6.1.2")]
    public void An_option_that_runs_over_OPT_is_refused(byte[] options)
    {
        MessageOctets message = new MessageOctets(additional: 1).Record(".", DnsType.OPT, options);

        Assert.Equal(FormatErrorKind.EdnsOption, message.Error().Kind);
    }

    [Fact]
    [Rfc(8945, "5.1")]
    public void TSIG_stands_last()
    {
        byte[] tsig = Tsig();

        Assert.Equal(default, new MessageOctets(additional: 1).Record("key.", DnsType.TSIG, tsig, DnsClass.ANY).Error());
        Assert.Equal(FormatErrorKind.Tsig, new MessageOctets(answers: 1).Record("key.", DnsType.TSIG, tsig, DnsClass.ANY).Error().Kind);
        Assert.Equal(
            new FormatError(FormatErrorKind.Tsig, 12),
            new MessageOctets(additional: 2).Record("key.", DnsType.TSIG, tsig, DnsClass.ANY).Record(".", DnsType.OPT, []).Error());
        Assert.Equal(
            FormatErrorKind.Tsig,
            new MessageOctets(additional: 2).Record("key.", DnsType.TSIG, tsig, DnsClass.ANY).Record("key.", DnsType.TSIG, tsig, DnsClass.ANY).Error().Kind);
    }

    [Theory]
    [InlineData(DnsClass.ANY)]
    [InlineData(DnsClass.NONE)]
    [Rfc(2136, "2.4.1")]
    [Rfc(2136, "2.5.2")]
    public void An_update_may_have_records_without_rdata(DnsClass @class)
    {
        MessageOctets message = new MessageOctets(questions: 1, answers: 1, authority: 1, opcode: Opcode.Update)
            .Question(type: DnsType.SOA)
            .Record("a.", DnsType.A, [], @class)
            .Record("a.", DnsType.SOA, [], @class);

        Assert.Equal(default, message.Error());
    }

    [Theory]
    [InlineData(Opcode.Query, DnsClass.ANY, DnsType.A)]
    [InlineData(Opcode.Update, DnsClass.IN, DnsType.A)]
    [InlineData(Opcode.Update, DnsClass.ANY, DnsType.OPT)]
    [InlineData(Opcode.Update, DnsClass.ANY, DnsType.TSIG)]
    public void Other_records_without_rdata_are_refused(Opcode opcode, DnsClass @class, DnsType type)
    {
        Assert.NotEqual(default, new MessageOctets(answers: 1, opcode: opcode).Record(".", type, [], @class).Error());
    }

    [Fact]
    [Rfc(2136, "2.5.4")]
    public void A_deletion_of_one_record_has_rdata_of_its_types_form()
    {
        Assert.Equal(default, new MessageOctets(authority: 1, opcode: Opcode.Update).Record("a.", DnsType.A, Address, DnsClass.NONE).Error());
        Assert.NotEqual(default, new MessageOctets(authority: 1, opcode: Opcode.Update).Record("a.", DnsType.A, [1, 2, 3], DnsClass.NONE).Error());
    }

    [Fact]
    public void An_address_of_another_class_may_have_another_form()
    {
        Assert.Equal(default, new MessageOctets(answers: 1).Record("a.", DnsType.A, [1, (byte)'x', 0, 1, 2], DnsClass.CH).Error());
    }

    [Fact]
    public void Parse_says_what_was_expected_and_where()
    {
        DnsFormatException thrown = Assert.Throws<DnsFormatException>(() => DnsMessage.Parse([1, 2, 3]));

        Assert.Equal(3, thrown.Offset);
        Assert.Equal("Malformed DNS data: a header of 12 octets expected at octet 3.", thrown.Message);
    }

    /// <summary>Rdata of a TSIG record with an empty MAC.</summary>
    private static byte[] Tsig() => [1, (byte)'h', 0, 0, 0, 0, 0, 0, 1, 1, 44, 0, 0, 0x12, 0x34, 0, 0, 0, 0];
}
