using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Datagram;

/// <summary>Replies to queries as a server makes them, right and wrong ones.</summary>
internal static class Replies
{
    /// <summary>ID, opcode, RD and question as in the query; no records.</summary>
    public static byte[] To(ReadOnlySpan<byte> query, Rcode rcode = Rcode.NoError, DnsFlags flags = 0)
    {
        DnsMessageView asked = DnsMessageView.Parse(query);
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(asked.Id, asked.Opcode, DnsFlags.QR | flags | (asked.Flags & DnsFlags.RD), rcode);
        if (asked.TryGetQuestion(out DnsQuestion question))
        {
            writer.TryWriteQuestion(question);
        }

        return writer.Written.ToArray();
    }
}
