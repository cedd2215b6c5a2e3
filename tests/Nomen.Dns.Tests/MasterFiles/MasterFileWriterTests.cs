using Nomen.Dns.MasterFiles;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Testing.Knobs;

namespace Nomen.Dns.Tests.MasterFiles;

public sealed class MasterFileWriterTests
{
    private static readonly DomainName Example = DomainName.Parse("example.");

    private static readonly ResourceRecord[] Records =
    [
        ResourceRecord.Parse("example. 3600 SOA ns1.example. host\\.master.example. 1 7200 600 3600000 60"),
        ResourceRecord.Parse("example. 3600 NS ns.other."),
        ResourceRecord.Parse("a\\032b\\.c.example. 5400 A 192.0.2.1"),
        ResourceRecord.Parse("\\@.example. 0 CH TXT \"a\\\"b\\\\\" \"\" \"\\000\\255\\;\""),
        ResourceRecord.Parse("\\$ORIGIN. 2147483647 MX 0 ."),
        ResourceRecord.Parse(". 1 TYPE65280 \\# 3 0A0B0C"),
        ResourceRecord.Parse("x. 1 CLASS7 TYPE65281 \\# 0"),
    ];

    public static TheoryData<MasterFileWriterOptions> Styles =>
    [
        MasterFileWriterOptions.Default,
        new() { Origin = Example },
        new() { UseTtlUnits = true },
        new() { ChunkLength = 4 },
        new() { Origin = DomainName.Root, UseTtlUnits = true, ChunkLength = 56 },
    ];

    [Theory]
    [MemberData(nameof(Styles))]
    public void What_is_written_reads_back_equal(MasterFileWriterOptions style)
    {
        string text = MasterFileWriter.ToText(Records, style);

        Assert.Equal(Records, MasterFileReader.Read(text));
    }

    [Fact]
    [Knob(typeof(MasterFileWriterOptions), nameof(MasterFileWriterOptions.Origin))]
    public void Names_are_relative_to_an_origin()
    {
        string text = MasterFileWriter.ToText(Records.Take(2), new MasterFileWriterOptions { Origin = Example });

        Assert.Equal("$ORIGIN example.\n@ 3600 IN SOA ns1 host\\.master 1 7200 600 3600000 60\n@ 3600 IN NS ns.other.\n", text);
    }

    [Fact]
    [Knob(typeof(MasterFileWriterOptions), nameof(MasterFileWriterOptions.UseTtlUnits))]
    public void TTLs_can_have_units()
    {
        string text = MasterFileWriter.ToText([Records[2]], new MasterFileWriterOptions { UseTtlUnits = true });

        Assert.Equal("a\\032b\\.c.example. 1h30m IN A 192.0.2.1\n", text);
    }

    [Fact]
    [Knob(typeof(MasterFileWriterOptions), nameof(MasterFileWriterOptions.ChunkLength))]
    public void Long_fields_can_be_split()
    {
        string text = MasterFileWriter.ToText([Records[5]], new MasterFileWriterOptions { ChunkLength = 4 });

        Assert.Equal(". 1 IN TYPE65280 \\# 3 0A0B 0C\n", text);
    }

    [Fact]
    public void A_chunk_out_of_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MasterFileWriterOptions { ChunkLength = 3 });
    }

    [Fact]
    public void Rdata_too_long_for_a_line_is_split_in_the_generic_form()
    {
        ResourceRecord record = new(Example, DnsType.TXT, DnsClass.IN, 1, new TxtData([.. Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[255], 255)]));

        string text = MasterFileWriter.ToText([record]);

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 65536));
        Assert.Equal(record, Assert.Single(MasterFileReader.Read(text)));
    }

    [Fact]
    public void No_control_character_of_a_record_reaches_the_text()
    {
        ResourceRecord record = new(DomainName.FromWire([3, 27, (byte)'[', 7, 0]), DnsType.TXT, DnsClass.IN, 1, new TxtData(["\u001b[2J\r\n\u007f"u8.ToArray()]));

        Assert.DoesNotContain(MasterFileWriter.ToText([record]).TrimEnd('\n'), c => c is < ' ' or > '~');
        Assert.DoesNotContain(record.ToString(), c => c is < ' ' or > '~');
    }
}
