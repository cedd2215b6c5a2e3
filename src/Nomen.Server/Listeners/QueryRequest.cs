using Nomen.Client.Services;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Server.Listeners;

/// <summary>Makes the request that a client's query becomes: question, RD, CD, AD and DO, and nothing else of what the client sent but a permitted client subnet; IXFR keeps its SOA.</summary>
internal static class QueryRequest
{
    private const DnsFlags Copied = DnsFlags.RD | DnsFlags.CD | DnsFlags.AD;

    /// <summary>Where a client subnet option has its source prefix length (RFC 7871 section 6).</summary>
    private const int SourceOffset = 2;

    private static readonly EdnsRecord DnssecOk = EdnsRecord.Default with { DnssecOk = true };

    public static DnsRequest From(in QueryGate gate, in ClientAddress client, DnsServerOptions options, TransportServices services)
    {
        gate.Message.TryGetQuestion(out DnsQuestion question);
        ReadOnlySpan<byte> subnet = default;
        bool hasSubnet = gate.Message.TryGetEdns(out EdnsView asked) && asked.TryGetOption(EdnsOptionCode.ClientSubnet, out subnet);
        EdnsRecord edns = gate.Asker.DnssecOk ? DnssecOk : EdnsRecord.Default;
        return new DnsRequest(question)
        {
            Flags = gate.Asker.Flags & Copied,
            Edns = hasSubnet && options.PassClientSubnet ? edns.With(ReadSubnet(subnet)) : edns,
            AuthorityRecords = question.Type == DnsType.IXFR ? [.. DnsMessage.From(gate.Message).ReadRecords(DnsSection.Authority)] : [],
            Context = new QueryContext(services.TimeProvider, options.QueryTimeout)
            {
                Client = client.ToEndPoint(),
                ClientProtocol = client.Protocol,
                IsClientPrivate = hasSubnet && subnet.Length > SourceOffset && subnet[SourceOffset] == 0,
            },
        };
    }

    // One that breaks its rules goes on as it is: who handles it says FORMERR.
    private static EdnsOption ReadSubnet(ReadOnlySpan<byte> data) =>
        ClientSubnetOption.TryRead(data, out ClientSubnetOption? option, out _) ? option : new UnknownOption(EdnsOptionCode.ClientSubnet, data.ToArray());
}
