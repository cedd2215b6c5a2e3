using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Server.Listeners;

/// <summary>Makes the request that a client's query becomes: question, RD, CD, AD and DO, and nothing else of what the client sent; IXFR keeps its SOA.</summary>
internal static class QueryRequest
{
    private const DnsFlags Copied = DnsFlags.RD | DnsFlags.CD | DnsFlags.AD;

    private static readonly EdnsRecord DnssecOk = EdnsRecord.Default with { DnssecOk = true };

    public static DnsRequest From(in QueryGate gate, in ClientAddress client, DnsServerOptions options, TransportServices services)
    {
        gate.Message.TryGetQuestion(out DnsQuestion question);
        return new DnsRequest(question)
        {
            Flags = gate.Asker.Flags & Copied,
            Edns = gate.Asker.DnssecOk ? DnssecOk : EdnsRecord.Default,
            AuthorityRecords = question.Type == DnsType.IXFR ? [.. DnsMessage.From(gate.Message).ReadRecords(DnsSection.Authority)] : [],
            Context = new QueryContext(services.TimeProvider, options.QueryTimeout) { Client = client.ToEndPoint(), ClientProtocol = client.Protocol },
        };
    }
}
