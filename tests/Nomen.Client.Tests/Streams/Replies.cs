using System.Buffers.Binary;
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
}
