using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Messages;

/// <summary>Compressed names, good and bad: <c>docs/threats.md</c> C1.</summary>
[Rfc(1035, "4.1.4")]
[Rfc(9267, "2")]
public sealed class CompressionTests
{
    private const int Header = 12;

    [Fact]
    public void A_pointer_stands_for_the_rest_of_a_name()
    {
        byte[] message = new MessageOctets(questions: 1, answers: 1)
            .Question("example.com.")
            .Label("www").Pointer(Header).Data(DnsType.A, [192, 0, 2, 1])
            .ToArray();

        string owner = Owner(message);

        Assert.Equal("www.example.com.", owner);
    }

    [Fact]
    public void Pointers_may_lead_to_names_that_end_in_pointers()
    {
        byte[] message = new MessageOctets(questions: 2, answers: 1)
            .Question("com.")
            .Label("example").Pointer(Header).UInt16(1).UInt16(1)
            .Label("www").Pointer(Header + 9).Data(DnsType.A, [192, 0, 2, 1])
            .ToArray();

        string owner = Owner(message);

        Assert.Equal("www.example.com.", owner);
    }

    [Fact]
    public void A_pointer_to_itself_is_refused()
    {
        MessageOctets message = new MessageOctets(answers: 1).Pointer(Header).Data(DnsType.A, [192, 0, 2, 1]);

        Assert.Equal(new FormatError(FormatErrorKind.Pointer, Header), message.Error());
    }

    [Fact]
    public void Two_pointers_in_a_circle_are_refused()
    {
        MessageOctets message = new MessageOctets(questions: 2).Pointer(Header + 6).UInt16(1).UInt16(1).Pointer(Header).UInt16(1).UInt16(1);

        Assert.Equal(FormatErrorKind.Pointer, message.Error().Kind);
    }

    [Fact]
    public void A_label_that_a_pointer_repeats_for_ever_is_refused()
    {
        MessageOctets message = new MessageOctets(questions: 1).Label("www").Pointer(Header).UInt16(1).UInt16(1);

        Assert.Equal(new FormatError(FormatErrorKind.Pointer, Header + 4), message.Error());
    }

    [Fact]
    public void A_pointer_forward_is_refused()
    {
        MessageOctets message = new MessageOctets(questions: 2).Pointer(Header + 6).UInt16(1).UInt16(1).Question("example.");

        Assert.Equal(new FormatError(FormatErrorKind.Pointer, Header), message.Error());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(11)]
    public void A_pointer_into_the_header_is_refused(int target)
    {
        MessageOctets message = new MessageOctets(answers: 1).Pointer(target).Data(DnsType.A, [192, 0, 2, 1]);

        Assert.Equal(new FormatError(FormatErrorKind.Pointer, Header), message.Error());
    }

    [Fact]
    public void A_pointer_beyond_the_end_is_refused()
    {
        MessageOctets message = new MessageOctets(answers: 1).Pointer(0x3fff).Data(DnsType.A, [192, 0, 2, 1]);

        Assert.Equal(new FormatError(FormatErrorKind.Pointer, Header), message.Error());
    }

    [Fact]
    public void A_pointer_into_the_octets_of_its_own_name_is_refused()
    {
        // The label's octets look like a name, "a.".
        MessageOctets message = new MessageOctets(questions: 1).Octets(3, 1, (byte)'a', 0).Pointer(Header + 1).UInt16(1).UInt16(1);

        Assert.Equal(FormatErrorKind.Pointer, message.Error().Kind);
    }

    [Fact]
    public void Half_a_pointer_is_refused()
    {
        MessageOctets message = new MessageOctets(questions: 1).Octets(0xc0);

        Assert.Equal(new FormatError(FormatErrorKind.Truncated, Header + 1), message.Error());
    }

    [Fact]
    public void A_pointer_to_half_a_name_is_refused()
    {
        // The first record's rdata is a length octet that runs over the end of the message.
        byte[] octets = new MessageOctets(answers: 2)
            .Record(".", (DnsType)65280, [63])
            .Pointer(23).Data(DnsType.A, [192, 0, 2, 1])
            .ToArray();

        Assert.False(DnsMessageView.TryParse(octets, out _, out FormatError error));
        Assert.Equal(FormatErrorKind.Truncated, error.Kind);
    }

    [Theory]
    [InlineData(0x40)]
    [InlineData(0x41)]
    [InlineData(0x7f)]
    [InlineData(0x80)]
    [InlineData(0xbf)]
    public void Label_types_01_and_10_are_refused(byte octet)
    {
        MessageOctets message = new MessageOctets(questions: 1).Octets(octet).Octets(new byte[200]);

        Assert.Equal(new FormatError(FormatErrorKind.LabelType, Header), message.Error());
    }

    [Theory]
    [InlineData(0x40)]
    [InlineData(0x80)]
    public void Label_types_01_and_10_are_refused_behind_a_pointer(byte octet)
    {
        byte[] octets = new MessageOctets(answers: 2)
            .Record(".", (DnsType)65280, [octet, 0])
            .Pointer(23).Data(DnsType.A, [192, 0, 2, 1])
            .ToArray();

        Assert.False(DnsMessageView.TryParse(octets, out _, out FormatError error));
        Assert.Equal(new FormatError(FormatErrorKind.LabelType, 23), error);
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(62, false)]
    [Rfc(1035, "2.3.4")]
    public void A_name_has_at_most_255_octets(int lastLabel, bool isGood)
    {
        MessageOctets message = new MessageOctets(questions: 1)
            .Label(new string('a', 63)).Label(new string('b', 63)).Label(new string('c', 63)).Label(new string('d', lastLabel)).Octets(0)
            .UInt16(1).UInt16(1);

        Assert.Equal(isGood ? FormatErrorKind.None : FormatErrorKind.Name, message.Error().Kind);
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(62, false)]
    [Rfc(1035, "2.3.4")]
    public void A_pointer_makes_no_name_of_more_than_255_octets(int firstLabel, bool isGood)
    {
        MessageOctets message = new MessageOctets(questions: 2)
            .Label(new string('a', 63)).Label(new string('b', 63)).Label(new string('c', 63)).Octets(0).UInt16(1).UInt16(1)
            .Label(new string('d', firstLabel)).Pointer(Header).UInt16(1).UInt16(1);

        Assert.Equal(isGood ? FormatErrorKind.None : FormatErrorKind.Name, message.Error().Kind);
    }

    [Theory]
    [InlineData(127, true)]
    [InlineData(128, false)]
    public void A_name_has_at_most_127_labels(int labels, bool isGood)
    {
        MessageOctets message = new(questions: 1);
        for (int i = 0; i < labels; i++)
        {
            message.Label("a");
        }

        message.Octets(0).UInt16(1).UInt16(1);

        Assert.Equal(isGood ? FormatErrorKind.None : FormatErrorKind.Name, message.Error().Kind);
    }

    [Theory]
    [InlineData(127, true)]
    [InlineData(128, false)]
    public void A_name_follows_at_most_127_pointers(int hops, bool isGood)
    {
        MessageOctets message = new MessageOctets(answers: 2).Record(".", (DnsType)65280, Chain(start: 23, hops - 1));
        int last = message.Length - 2;
        message.Pointer(last).Data(DnsType.A, [192, 0, 2, 1]);

        Assert.Equal(isGood ? FormatErrorKind.None : FormatErrorKind.PointerBudget, message.Error().Kind);
    }

    [Fact]
    public void Names_checked_before_do_not_hide_pointers_from_the_count()
    {
        // Each owner is a pointer to the owner before it: every single one is one step for a parser that remembers names.
        MessageOctets message = new MessageOctets(answers: 200).Record("example.", DnsType.A, [192, 0, 2, 1]);
        int previous = Header;
        for (int i = 1; i < 200; i++)
        {
            int owner = message.Length;
            message.Pointer(previous).Data(DnsType.A, [192, 0, 2, 1]);
            previous = owner;
        }

        Assert.Equal(FormatErrorKind.PointerBudget, message.Error().Kind);
    }

    [Fact]
    public void Expanding_follows_chains_to_the_end()
    {
        MessageOctets message = new MessageOctets(answers: 2).Record(".", (DnsType)65280, Chain(start: 23, 100));
        message.Label("www").Pointer(message.Length - 6).Data(DnsType.A, [192, 0, 2, 1]);

        Assert.Equal("www.", DnsMessage.Parse(message.ToArray()).ReadRecords(DnsSection.Answer)[1].Owner.ToString());
    }

    /// <summary>A root name and pointers that each lead to the one before.</summary>
    private static byte[] Chain(int start, int pointers)
    {
        List<byte> octets = [0];
        int previous = start;
        for (int i = 0; i < pointers; i++)
        {
            int here = start + octets.Count;
            octets.AddRange([(byte)(0xc0 | (previous >> 8)), (byte)previous]);
            previous = here;
        }

        return [.. octets];
    }

    private static string Owner(byte[] message)
    {
        foreach (RecordView record in DnsMessageView.Parse(message).Answers)
        {
            return record.Owner.ToString();
        }

        throw new InvalidOperationException("The message has no answer.");
    }
}
