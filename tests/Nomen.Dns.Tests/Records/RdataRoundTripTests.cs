using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Records;

/// <summary>What is read is written back, in every form, for every type.</summary>
public sealed class RdataRoundTripTests
{
    public static TheoryData<DnsType, string> Examples
    {
        get
        {
            TheoryData<DnsType, string> rows = [];
            foreach ((DnsType type, string text) in RdataExamples.All)
            {
                rows.Add(type, text);
            }

            return rows;
        }
    }

    [Fact]
    public void Every_type_has_an_example()
    {
        IEnumerable<DnsType> missing = RdataExamples.TypesWithData.Except(RdataExamples.All.Select(example => example.Type));

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Text_comes_back_as_it_was(DnsType type, string text)
    {
        Rdata data = Rdata.Parse(type, text);

        Assert.IsNotType<UnknownData>(data);
        Assert.Equal(type, data.Type);
        Assert.Equal(text, data.ToString());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Octets_come_back_as_they_were(DnsType type, string text)
    {
        byte[] wire = Rdata.Parse(type, text).ToWire();

        Rdata data = Rdata.FromWire(type, wire);

        Assert.Equal(wire, data.ToWire());
        Assert.Equal(text, data.ToString());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    [Rfc(3597, "5")]
    public void The_generic_form_of_a_known_type_is_read_as_its_type(DnsType type, string text)
    {
        Rdata data = Rdata.Parse(type, text);
        byte[] wire = data.ToWire();

        Rdata read = Rdata.Parse(type, $@"\# {wire.Length} {Convert.ToHexString(wire)}");

        Assert.Equal(data, read);
        Assert.Equal(data.GetHashCode(), read.GetHashCode());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_compressed_message_gives_equal_data(DnsType type, string text)
    {
        if (type is DnsType.OPT or DnsType.TSIG)
        {
            // They stand in places of their own, with rules of their own.
            return;
        }

        Rdata data = Rdata.Parse(type, text);
        DnsMessage message = MessageWith(new ResourceRecord(DomainName.Parse("Example."), 3600, data));

        ResourceRecord record = Assert.Single(message.ReadRecords(DnsSection.Answer));

        Assert.Equal(data, record.Data);
        Assert.Equal(text, record.Data.ToString());
    }

    private static DnsMessage MessageWith(ResourceRecord record)
    {
        DnsMessageWriter writer = new(new byte[1232]);
        Assert.True(writer.TryWriteHeader(1, Opcode.Query, DnsFlags.QR));
        Assert.True(writer.TryWriteQuestion(new DnsQuestion(record.Owner, record.Type, DnsClass.IN)));
        Assert.True(writer.TryWriteRecord(DnsSection.Answer, record));
        return DnsMessage.Parse(writer.Written.ToArray());
    }
}
