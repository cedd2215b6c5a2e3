using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Tsig;

/// <summary>Changes to signed messages that keep their form.</summary>
internal static class MessageEdits
{
    /// <summary>Another MAC.</summary>
    public static byte[] WithMac(byte[] signed, Func<byte[], byte[]> change) => WithRecord(signed, record =>
    {
        TsigData data = (TsigData)record.Data;
        return new ResourceRecord(record.Owner, record.Type, record.Class, record.Ttl, data with { Mac = change(data.Mac.ToArray()) });
    });

    /// <summary>Another TSIG record.</summary>
    public static byte[] WithRecord(byte[] signed, Func<ResourceRecord, ResourceRecord> change)
    {
        DnsMessage message = DnsMessage.Parse(signed);
        DnsMessageWriter writer = new(new byte[ushort.MaxValue], compress: false);
        writer.TryWriteHeader(message.Id, message.Opcode, message.Flags, message.Header.Rcode);
        writer.TryWriteQuestion(message.Question!.Value);
        foreach (ResourceRecord answer in message.ReadRecords(DnsSection.Answer))
        {
            writer.TryWriteRecord(DnsSection.Answer, answer);
        }

        Assert.True(writer.TryWriteRecord(DnsSection.Additional, change(message.ReadRecords(DnsSection.Additional)[^1])));
        return writer.Written.ToArray();
    }
}
