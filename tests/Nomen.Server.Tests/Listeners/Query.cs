using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Server.Tests.Listeners;

/// <summary>Queries as octets.</summary>
internal static class Query
{
    internal static byte[] Octets(string name, DnsType type = DnsType.A, ushort id = 1, DnsFlags flags = DnsFlags.RD, EdnsRecord? edns = null, DnsClass @class = DnsClass.IN)
    {
        DnsMessageWriter writer = new(new byte[1024]);
        writer.TryWriteHeader(id, Opcode.Query, flags);
        writer.TryWriteQuestion(new DnsQuestion(DomainName.Parse(name), type, @class));
        if (edns is not null)
        {
            writer.TryWriteEdns(edns, edns.PayloadSize ?? 1232);
        }

        return writer.Written.ToArray();
    }
}
