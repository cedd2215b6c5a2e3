using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Wire;

public sealed class DnsMessageWriterTests
{
    private readonly byte[] _buffer = new byte[65535];

    [Fact]
    [Rfc(1035, "4.1.1")]
    public void Writes_every_field_of_the_header()
    {
        DnsMessageWriter writer = new(_buffer);

        Assert.True(writer.TryWriteHeader(0xbeef, Opcode.Update, DnsFlags.QR | DnsFlags.AA | DnsFlags.CD, Rcode.Refused));

        Assert.Equal(
            new DnsHeader(0xbeef, Opcode.Update, DnsFlags.QR | DnsFlags.AA | DnsFlags.CD, Rcode.Refused, 0, 0, 0, 0),
            DnsMessage.Parse(writer.Written).Header);
    }

    [Fact]
    [Rfc(1035, "4.1.4")]
    public void Compresses_names_and_their_suffixes()
    {
        DnsMessageWriter writer = Started("www.example.com.");

        writer.TryWriteRecord(DnsSection.Answer, Cname("www.example.com.", "web.example.com."));
        writer.TryWriteRecord(DnsSection.Answer, Address("web.example.com."));
        writer.TryWriteRecord(DnsSection.Authority, Cname("other.com.", "example.com."));

        byte[] expected =
        [
            0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 6, 3, .. "web"u8, 0xc0, 16,
            0xc0, 45, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1,
            5, .. "other"u8, 0xc0, 24, 0, 5, 0, 1, 0, 0, 0, 60, 0, 2, 0xc0, 16,
        ];
        Assert.Equal(expected, writer.Written[33..].ToArray());
    }

    [Fact]
    public void Writes_whole_names_when_told_not_to_compress()
    {
        DnsMessageWriter writer = new(_buffer, compress: false);
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.None);
        writer.TryWriteQuestion(new DnsQuestion(DomainName.Parse("a.example."), DnsType.A));
        writer.TryWriteRecord(DnsSection.Answer, Address("a.example."));

        Assert.DoesNotContain((byte)0xc0, writer.Written[12..^4].ToArray());
    }

    [Fact]
    public void Names_keep_their_letter_case()
    {
        DnsMessageWriter writer = Started("www.example.com.");

        writer.TryWriteRecord(DnsSection.Answer, Cname("WWW.EXAMPLE.com.", "www.Example.com."));

        ResourceRecord record = DnsMessage.Parse(writer.Written).ReadRecords(DnsSection.Answer)[0];
        Assert.Equal("WWW.EXAMPLE.com.", record.Owner.ToString());
        Assert.Equal("www.Example.com.", Assert.IsType<CnameData>(record.Data).Target.ToString());
    }

    [Fact]
    public void What_does_not_fit_changes_nothing()
    {
        DnsMessageWriter writer = new(_buffer.AsSpan(0, 50));
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.None);
        writer.TryWriteQuestion(new DnsQuestion(DomainName.Parse("www.example.com."), DnsType.A));
        byte[] before = writer.Written.ToArray();

        Assert.False(writer.TryWriteRecord(DnsSection.Answer, Cname("other.example.com.", "name.invalid.")));

        Assert.Equal(before, writer.Written.ToArray());
        Assert.False(writer.Overflowed);
        Assert.True(writer.TryWriteEdns(EdnsRecord.Default, 1232));
        Assert.Equal(DnsType.OPT, DnsMessage.Parse(writer.Written).ReadRecords(DnsSection.Additional)[0].Type);
    }

    [Fact]
    public void A_name_that_was_taken_back_is_no_target_for_pointers()
    {
        DnsMessageWriter writer = new(_buffer.AsSpan(0, 80));
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.None);
        writer.TryWriteQuestion(new DnsQuestion(DomainName.Parse("example.com."), DnsType.A));

        Assert.False(writer.TryWriteRecord(DnsSection.Answer, Cname("host.invalid.", string.Concat(Enumerable.Repeat("longlabel.", 5)))));
        Assert.True(writer.TryWriteRecord(DnsSection.Answer, Address("very.other.")));
        Assert.True(writer.TryWriteRecord(DnsSection.Answer, Address("a.invalid.")));

        IReadOnlyList<ResourceRecord> records = DnsMessage.Parse(writer.Written).ReadRecords(DnsSection.Answer);
        Assert.Equal(["very.other.", "a.invalid."], records.Select(record => record.Owner.ToString()));
    }

    [Fact]
    public void A_first_name_that_was_taken_back_is_no_target_for_pointers()
    {
        DnsMessageWriter writer = new(_buffer.AsSpan(0, 40));
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.None);

        Assert.False(writer.TryWriteRecord(DnsSection.Answer, Cname("example.", "long.name.that.does.not.fit.")));
        Assert.True(writer.TryWriteQuestion(new DnsQuestion(DomainName.Parse("a.b."), DnsType.A)));
        Assert.True(writer.TryWriteRecord(DnsSection.Answer, Address("a.b.")));

        Assert.Equal(DomainName.Parse("a.b."), DnsMessage.Parse(writer.Written).ReadRecords(DnsSection.Answer)[0].Owner);
    }

    [Fact]
    public void Room_that_is_kept_is_not_written_to_until_it_is_given_back()
    {
        DnsMessageWriter writer = new(_buffer.AsSpan(0, 23));
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.None);

        Assert.True(writer.TryReserve(11));
        Assert.False(writer.TryReserve(1));
        Assert.Equal(0, writer.Remaining);
        Assert.False(writer.TryWriteEdns(EdnsRecord.Default, 1232));
        writer.Release(11);
        Assert.True(writer.TryWriteEdns(EdnsRecord.Default, 1232));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void Without_room_for_the_header_nothing_is_written(int length)
    {
        DnsMessageWriter writer = new(_buffer.AsSpan(0, length));

        Assert.False(writer.TryWriteHeader(1, Opcode.Query, DnsFlags.None));
        Assert.False(writer.TryWriteQuestion(new DnsQuestion(DomainName.Root, DnsType.A)));
        Assert.Equal(0, writer.Length);
    }

    [Fact]
    public void Sections_are_written_in_order()
    {
        Assert.Throws<InvalidOperationException>(() =>
        {
            DnsMessageWriter writer = Started("example.");
            writer.TryWriteRecord(DnsSection.Authority, Address("example."));
            writer.TryWriteRecord(DnsSection.Answer, Address("example."));
        });
    }

    [Fact]
    [Rfc(6891, "6.1.3")]
    public void OPT_carries_size_flags_options_and_the_upper_bits_of_the_code()
    {
        DnsMessageWriter writer = Started("example.");
        EdnsRecord edns = EdnsRecord.Default.With(new UnknownOption((EdnsOptionCode)65001, new byte[] { 1, 2 })) with { DnssecOk = true, Version = 1 };

        Assert.True(writer.TryWriteEdns(edns, 1400, Rcode.BadVers, [0xfd, 0xea, 0, 1, 9]));

        DnsMessage message = DnsMessage.Parse(writer.Written);
        Assert.Equal(Rcode.BadVers, message.Rcode);
        Assert.Equal(edns with { PayloadSize = 1400, Options = edns.Options.Add(new UnknownOption((EdnsOptionCode)65002, new byte[] { 9 })) }, message.Edns);
    }

    [Fact]
    public void Flags_can_be_added_behind_the_records()
    {
        DnsMessageWriter writer = Started("example.");

        writer.AddFlags(DnsFlags.TC);

        Assert.True(DnsMessage.Parse(writer.Written).IsTruncated);
    }

    [Fact]
    public void Names_beyond_the_reach_of_pointers_are_written_whole_again()
    {
        DnsMessageWriter writer = Started("example.");
        writer.TryWriteRecord(DnsSection.Answer, new ResourceRecord(DomainName.Parse("example."), 60, new UnknownData((DnsType)65280, new byte[20_000])));
        writer.TryWriteRecord(DnsSection.Answer, Address("far.invalid."));
        int before = writer.Length;

        writer.TryWriteRecord(DnsSection.Answer, Address("far.invalid."));
        writer.TryWriteRecord(DnsSection.Answer, Address("near.example."));

        Assert.Equal(13 + 14 + 7 + 14, writer.Length - before);
        Assert.Equal(4, DnsMessage.Parse(writer.Written).Answers.Count);
    }

    [Fact]
    public void A_writer_inside_another_does_not_disturb_it()
    {
        DnsMessageWriter outer = Started("www.example.com.");
        outer.TryWriteRecord(DnsSection.Answer, Address("a.example.com."));
        DnsMessageWriter inner = new(new byte[512]);
        inner.TryWriteHeader(1, Opcode.Query, DnsFlags.None);
        for (int i = 0; i < 9; i++)
        {
            inner.TryWriteRecord(DnsSection.Answer, Address($"name{i}.example.com."));
        }

        outer.TryWriteRecord(DnsSection.Answer, Address("b.example.com."));

        Assert.Equal(9, DnsMessage.Parse(inner.Written).ReadRecords(DnsSection.Answer).Count(record => record.Owner.IsBelow(DomainName.Parse("example.com."))));
        Assert.Equal("b.example.com.", DnsMessage.Parse(outer.Written).ReadRecords(DnsSection.Answer)[1].Owner.ToString());
    }

    [Fact]
    public void Four_thousand_owners_without_a_common_suffix_are_all_written()
    {
        DnsMessageWriter writer = new(_buffer);
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.None);
        for (int i = 0; i < 4000; i++)
        {
            Assert.True(writer.TryWriteRecord(DnsSection.Answer, new ResourceRecord(DomainName.Parse($"{i:x3}."), 60, new UnknownData((DnsType)65280, new byte[1]))));
        }

        Assert.Equal(12 + (4000 * 16), writer.Length);
        Assert.Equal(4000, DnsMessage.Parse(writer.Written).ReadRecords(DnsSection.Answer).DistinctBy(record => record.Owner).Count());
    }

    [Fact]
    public void Large_answers_keep_pointing_at_the_zone_and_at_the_owner_before()
    {
        DnsMessageWriter writer = Started("zone.example.");
        int records = 0;
        for (; records < 2000; records += 2)
        {
            writer.TryWriteRecord(DnsSection.Answer, Address($"h{records:D4}.zone.example."));
            writer.TryWriteRecord(DnsSection.Answer, Address($"h{records:D4}.zone.example."));
        }

        // 5 + 2 octets for a new owner, 2 for the same again, as long as pointers reach; then 20 at most.
        Assert.InRange(writer.Length, 0, 18 + 12 + (1000 * (8 + 14 + 8 + 14)));
        Assert.Equal(2000, DnsMessage.Parse(writer.Written).Answers.Count);
    }

    [Fact]
    public void Building_a_query_or_an_answer_allocates_nothing()
    {
        ResourceRecord[] records = [Address("www.example.com."), Cname("a.example.com.", "b.example.com.")];
        Build(records);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Build(records);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ResourceRecord Address(string owner) => new(DomainName.Parse(owner), 60, new AData(new IPAddress([192, 0, 2, 1])));

    private static ResourceRecord Cname(string owner, string target) => new(DomainName.Parse(owner), 60, new CnameData(DomainName.Parse(target)));

    private DnsMessageWriter Started(string question)
    {
        DnsMessageWriter writer = new(_buffer);
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.QR);
        writer.TryWriteQuestion(new DnsQuestion(DomainName.Parse(question), DnsType.A));
        return writer;
    }

    private void Build(ResourceRecord[] records)
    {
        DnsMessageWriter writer = new(_buffer);
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.QR);
        writer.TryWriteQuestion(new DnsQuestion(records[0].Owner, DnsType.A));
        foreach (ResourceRecord record in records)
        {
            writer.TryWriteRecord(DnsSection.Answer, record);
        }

        writer.TryWriteEdns(EdnsRecord.Default, 1232);
    }
}
