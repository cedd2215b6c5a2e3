using System.Buffers.Binary;
using System.Globalization;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Streams;

/// <summary>Requests and replies for the tests of stream transports.</summary>
internal static class Replies
{
    public static DnsRequest Ask(string name = "example.com.", DnsType type = DnsType.A) => DnsRequest.Query(name, type);

    /// <summary>A reply to a query on the wire: same ID and question, NOERROR unless said otherwise.</summary>
    public static byte[] To(ReadOnlySpan<byte> query, Rcode rcode = Rcode.NoError, DnsFlags flags = DnsFlags.QR | DnsFlags.RD | DnsFlags.RA, EdnsOption? option = null, DnsQuestion? question = null, ReadOnlyMemory<byte> moreOptions = default, params ResourceRecord[] answers)
    {
        DnsMessageView view = DnsMessageView.Parse(query);
        byte[] buffer = new byte[ushort.MaxValue];
        DnsMessageWriter writer = new(buffer);
        writer.TryWriteHeader(view.Id, view.Opcode, flags, rcode);
        if (question is not null || view.TryGetQuestion(out _))
        {
            writer.TryWriteQuestion(question ?? DnsMessage.Parse(query).Question!.Value);
        }

        foreach (ResourceRecord answer in answers)
        {
            Assert.True(writer.TryWriteRecord(DnsSection.Answer, answer));
        }

        if (option is not null || (int)rcode > 15)
        {
            EdnsRecord edns = option is null ? EdnsRecord.Default : EdnsRecord.Default.With(option);
            writer.TryWriteEdns(edns, 1232, rcode, moreOptions.Span);
        }

        return writer.Written.ToArray();
    }

    /// <summary>With its length in front.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> message)
    {
        byte[] frame = new byte[2 + message.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)message.Length);
        message.CopyTo(frame.AsSpan(2));
        return frame;
    }

    /// <summary>A record whose data are octets.</summary>
    public static ResourceRecord Record(string owner, DnsType type, params byte[] data) =>
        new(DomainName.Parse(owner), type, DnsClass.IN, 60, new UnknownData(type, data));

    /// <summary>A request on the wire.</summary>
    public static byte[] Query(DnsType type)
    {
        byte[] buffer = new byte[512];
        Assert.True(RequestComposer.TryCompose(Ask(type: type), buffer, new HopFields { Id = 1, PayloadSize = 1232 }, out int length));
        return buffer[..length];
    }

    /// <summary>An IXFR request of a client that has this serial.</summary>
    public static DnsRequest AskIxfr(uint serial) => new(Ask(type: DnsType.IXFR).Question!.Value) { AuthorityRecords = [Soa(serial)] };

    /// <summary>A message of a transfer: "soa 7" is the zone's SOA with that serial, anything else some record.</summary>
    public static byte[] Zone(byte[] query, params string[] records) =>
        To(query, answers: [.. records.Select(record => record.StartsWith("soa ", StringComparison.Ordinal) ? Soa(uint.Parse(record[4..], CultureInfo.InvariantCulture)) : Record("x.example.com.", (DnsType)65280, 1, 2, 3, 4))]);

    /// <summary>The same with an empty question section.</summary>
    public static byte[] WithoutQuestion(byte[] message)
    {
        DnsMessage parsed = DnsMessage.Parse(message);
        byte[] buffer = new byte[ushort.MaxValue];
        DnsMessageWriter writer = new(buffer);
        writer.TryWriteHeader(parsed.Id, parsed.Opcode, parsed.Flags, parsed.Rcode);
        foreach (ResourceRecord answer in parsed.ReadRecords(DnsSection.Answer))
        {
            writer.TryWriteRecord(DnsSection.Answer, answer);
        }

        return writer.Written.ToArray();
    }

    private static ResourceRecord Soa(uint serial) =>
        new(DomainName.Parse("example.com."), DnsType.SOA, DnsClass.IN, 60, new SoaData(DomainName.Parse("ns.example.com."), DomainName.Parse("host.example.com."), serial, 1, 2, 3, 4));
}
