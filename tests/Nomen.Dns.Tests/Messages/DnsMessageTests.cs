using System.Net;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Messages;

/// <summary>What a message tells, in place and as an object.</summary>
public sealed class DnsMessageTests
{
    private static readonly byte[] Octets = MessageCorpus.BuiltIn()[1];

    [Fact]
    public void Tells_header_question_and_EDNS()
    {
        DnsMessage message = DnsMessage.Parse(Octets);

        Assert.Equal(new DnsHeader(0x1234, Opcode.Query, DnsFlags.QR, Rcode.NoError, 1, 3, 2, 2), message.Header);
        Assert.Equal((0x1234, Opcode.Query, DnsFlags.QR, Rcode.NoError, false), (message.Id, message.Opcode, message.Flags, message.Rcode, message.IsTruncated));
        Assert.Equal(new DnsQuestion(DomainName.Parse("www.example.com."), DnsType.A), message.Question);
        Assert.Equal(1232, message.Edns!.PayloadSize!.Value);
    }

    [Fact]
    public void Reads_each_section_in_message_order()
    {
        DnsMessage message = DnsMessage.Parse(Octets);

        Assert.Equal([DnsType.CNAME, DnsType.A, DnsType.AAAA], message.ReadRecords(DnsSection.Answer).Select(record => record.Type));
        Assert.Equal([DnsType.NS, DnsType.SOA], message.ReadRecords(DnsSection.Authority).Select(record => record.Type));
        Assert.Equal([DnsType.A, DnsType.OPT], message.ReadRecords(DnsSection.Additional).Select(record => record.Type));
        Assert.Equal(new ResourceRecord(DomainName.Parse("web.example.com."), 300, new AData(IPAddress.Parse("192.0.2.1"))), message.ReadRecords(DnsSection.Answer)[1]);
    }

    [Fact]
    public void Records_tell_their_addresses_only_when_they_have_some()
    {
        List<string> seen = [];
        foreach (RecordView record in DnsMessageView.Parse(Octets).Answers)
        {
            bool isAddress = record.TryGetA(out uint address);
            bool isLongAddress = record.TryGetAaaa(out ReadOnlySpan<byte> longAddress);
            seen.Add($"{isAddress} {address:x} {isLongAddress} {longAddress.Length}");
        }

        Assert.Equal(["False 0 False 0", "True c0000201 False 0", "False 0 True 16"], seen);
    }

    [Fact]
    public void Records_tell_the_name_in_their_data()
    {
        List<string> seen = [];
        foreach (RecordView record in DnsMessageView.Parse(Octets).Authority)
        {
            seen.Add(record.TryGetDataName(out NameView name) ? name.ToString() : "none");
        }

        Assert.Equal(["ns1.example.com.", "example.com."], seen);
    }

    [Fact]
    [Rfc(2181, "8")]
    public void A_TTL_with_its_highest_bit_set_counts_as_zero()
    {
        byte[] message = new MessageOctets(answers: 1).Record(".", DnsType.A, [192, 0, 2, 1]).ToArray();
        message[17] = 0x80;

        foreach (RecordView record in DnsMessageView.Parse(message).Answers)
        {
            Assert.Equal((0u, 0x8000_012cu), (record.Ttl, record.RawTtl));
        }
    }

    [Fact]
    [Rfc(6891, "6.1.3")]
    public void The_response_code_has_the_upper_bits_of_OPT()
    {
        byte[] message = new MessageOctets(additional: 1).Record(".", DnsType.OPT, [], (DnsClass)1232).ToArray();
        message[3] = 7;
        message[17] = 1;

        Assert.Equal(Rcode.BadCookie, DnsMessage.Parse(message).Rcode);
    }

    [Fact]
    public void Several_questions_are_all_read()
    {
        DnsMessage message = DnsMessage.Parse(new MessageOctets(questions: 2).Question("a.").Question("b.", DnsType.MX).ToArray());

        Assert.Equal([new DnsQuestion(DomainName.Parse("a."), DnsType.A), new DnsQuestion(DomainName.Parse("b."), DnsType.MX)], message.ReadQuestions());
        Assert.Null(DnsMessage.Parse(new MessageOctets().ToArray()).Question);
    }

    [Fact]
    public void Records_of_one_owner_share_its_name_and_others_do_not()
    {
        DnsMessage message = DnsMessage.Parse(new MessageOctets(answers: 3)
            .Record("a.", DnsType.A, [1, 1, 1, 1]).Pointer(12).Data(DnsType.A, [2, 2, 2, 2]).Record("b.", DnsType.A, [3, 3, 3, 3]).ToArray());

        Assert.Equal(["a.", "a.", "b."], message.ReadRecords(DnsSection.Answer).Select(record => record.Owner.ToString()));
    }

    [Fact]
    public void A_parsed_message_is_a_copy_and_an_adopted_one_the_array_itself()
    {
        byte[] octets = [.. Octets];

        Assert.True(DnsMessage.TryParse(octets, out DnsMessage? parsed, out _));
        Assert.True(DnsMessage.TryAdopt(octets, out DnsMessage? adopted, out _));
        octets[0] = 0xff;

        Assert.Equal((0x1234, 0xff34), (parsed.Id, adopted.Id));
        Assert.Equal(octets, DnsMessage.From(adopted.View).Octets.ToArray());
    }

    [Fact]
    public void A_parsed_message_costs_an_array_and_an_object_and_an_adopted_one_the_object()
    {
        byte[] octets = [.. Octets];
        long adopted = Allocated(() => DnsMessage.TryAdopt(octets, out _, out _));

        Assert.InRange(adopted, 16, 56);
        Assert.InRange(Allocated(() => DnsMessage.TryParse(octets, out _, out _)), adopted, adopted + octets.Length + 32);
        Assert.Equal(0, Allocated(() => DnsMessageView.TryParse(octets, out _, out _)));
    }

    [Fact]
    public void Walking_a_message_allocates_nothing()
    {
        Assert.Equal(0, Allocated(() =>
        {
            int octets = 0;
            foreach (RecordView record in DnsMessageView.Parse(Octets).Answers)
            {
                octets += record.TryGetA(out _) || record.TryGetAaaa(out _) ? record.RawData.Length : 0;
            }

            return octets == 20;
        }));
    }

    [Fact]
    public void Refused_octets_give_no_object()
    {
        Assert.False(DnsMessage.TryParse([1], out DnsMessage? parsed, out FormatError error));
        Assert.False(DnsMessage.TryAdopt([1], out DnsMessage? adopted, out _));
        Assert.Null(parsed);
        Assert.Null(adopted);
        Assert.Equal(new FormatError(FormatErrorKind.Header, 1), error);
    }

    private static long Allocated(Func<bool> action)
    {
        Assert.True(action());
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
