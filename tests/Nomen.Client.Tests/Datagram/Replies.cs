using System.Buffers.Binary;
using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Datagram;

/// <summary>Replies to queries as a server makes them, right and wrong ones.</summary>
internal static class Replies
{
    /// <summary>ID, opcode, RD and question as in the query; no records.</summary>
    public static byte[] To(ReadOnlySpan<byte> query, Rcode rcode = Rcode.NoError, DnsFlags flags = 0)
    {
        DnsMessageWriter writer = Begin(query, rcode, flags);
        return writer.Written.ToArray();
    }

    /// <summary>With one address in the answer.</summary>
    public static byte[] WithAddress(ReadOnlySpan<byte> query, string address, DnsFlags flags = 0)
    {
        DnsMessageWriter writer = Begin(query, Rcode.NoError, flags);
        DnsMessageView.Parse(query).TryGetQuestion(out DnsQuestion question);
        writer.TryWriteRecord(DnsSection.Answer, ARecord(question.Name, address));
        return writer.Written.ToArray();
    }

    /// <summary>With a record of unknown type that brings it to a length.</summary>
    public static byte[] OfLength(ReadOnlySpan<byte> query, int length)
    {
        DnsMessageWriter writer = Begin(query, Rcode.NoError, 0, length);
        DnsMessageView.Parse(query).TryGetQuestion(out DnsQuestion question);
        const int FixedLength = 12;
        writer.TryWriteRecord(DnsSection.Answer, new ResourceRecord(question.Name, DnsType.A, DnsClass.CH, 60, new UnknownData(DnsType.A, new byte[length - writer.Length - FixedLength])));
        return writer.Written.ToArray();
    }

    /// <summary>A record of some kind.</summary>
    public static ResourceRecord Record(int number) => ARecord(DomainName.Parse($"n{number}.example"), "192.0.2.7");

    /// <summary>Header and nothing else, or an OPT.</summary>
    public static byte[] Bare(ReadOnlySpan<byte> query, Rcode rcode, bool withEdns = false)
    {
        DnsMessageView asked = DnsMessageView.Parse(query);
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(asked.Id, asked.Opcode, DnsFlags.QR, rcode);
        if (withEdns)
        {
            writer.TryWriteEdns(EdnsRecord.Default, 1232, rcode);
        }

        return writer.Written.ToArray();
    }

    /// <summary>With an OPT of these options and no records.</summary>
    public static byte[] WithOptions(ReadOnlySpan<byte> query, Rcode rcode, params EdnsOption[] options)
    {
        DnsMessageWriter writer = Begin(query, rcode, 0);
        writer.TryWriteEdns(new EdnsRecord { Options = [.. options] }, 1232, rcode);
        return writer.Written.ToArray();
    }

    /// <summary>A right reply, changed in one place.</summary>
    public static byte[] Changed(ReadOnlySpan<byte> query, Action<byte[]> change)
    {
        byte[] reply = WithAddress(query, "203.0.113.66");
        change(reply);
        return reply;
    }

    /// <summary>With another ID.</summary>
    public static byte[] WithId(ReadOnlySpan<byte> query, int difference) =>
        Changed(query, reply => BinaryPrimitives.WriteUInt16BigEndian(reply, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(reply) + difference)));

    /// <summary>To another question.</summary>
    public static byte[] ToQuestion(ReadOnlySpan<byte> query, DnsQuestion question)
    {
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(DnsMessageView.Parse(query).Id, Opcode.Query, DnsFlags.QR);
        writer.TryWriteQuestion(question);
        writer.TryWriteRecord(DnsSection.Answer, ARecord(question.Name, "203.0.113.66"));
        return writer.Written.ToArray();
    }

    /// <summary>The first address in the answer.</summary>
    public static string AddressIn(DnsMessage message)
    {
        foreach (RecordView record in message.Answers)
        {
            return new IPAddress(record.RawData).ToString();
        }

        return "none";
    }

    private static ResourceRecord ARecord(DomainName name, string address) =>
        new(name, DnsType.A, DnsClass.IN, 60, new AData(IPAddress.Parse(address)));

    private static DnsMessageWriter Begin(ReadOnlySpan<byte> query, Rcode rcode, DnsFlags flags, int capacity = 512)
    {
        DnsMessageView asked = DnsMessageView.Parse(query);
        DnsMessageWriter writer = new(new byte[capacity]);
        writer.TryWriteHeader(asked.Id, asked.Opcode, DnsFlags.QR | flags | (asked.Flags & DnsFlags.RD), rcode);
        if (asked.TryGetQuestion(out DnsQuestion question))
        {
            writer.TryWriteQuestion(question);
        }

        return writer;
    }
}
