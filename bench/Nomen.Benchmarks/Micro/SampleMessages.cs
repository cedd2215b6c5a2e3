using System.Net;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Benchmarks.Micro;

/// <summary>The messages that the benchmarks read: what a resolver meets all day.</summary>
internal static class SampleMessages
{
    /// <summary>A question and ten addresses of its name: 193 octets.</summary>
    public static byte[] TenAddresses() => Build("www.example.com", DnsType.A, edns: false, Enumerable.Range(1, 10)
        .Select(host => (DnsSection.Answer, Address("www.example.com", host))));

    /// <summary>Five name servers, their addresses and OPT: 214 octets.</summary>
    public static byte[] Referral() => Build("www.example.com", DnsType.A, edns: true,
    [
        .. Enumerable.Range(1, 5).Select(server => (DnsSection.Authority, Record("example.com", new NsData(Name($"ns{server}.example.com"))))),
        .. Enumerable.Range(1, 5).Select(server => (DnsSection.Additional, Address($"ns{server}.example.com", server))),
    ]);

    /// <summary>The root's name servers with both addresses of each, and OPT: 811 octets (RFC 8109).</summary>
    public static byte[] Priming() => Build(".", DnsType.NS, edns: true,
    [
        .. RootServers().Select(server => (DnsSection.Answer, Record(".", new NsData(Name(server))))),
        .. RootServers().Select((server, index) => (DnsSection.Additional, Address(server, index))),
        .. RootServers().Select((server, index) => (DnsSection.Additional, Record(server, new AaaaData(IPAddress.Parse($"2001:db8::{index + 1:x}"))))),
    ]);

    private static IEnumerable<string> RootServers() => Enumerable.Range(0, 13).Select(index => $"{(char)('a' + index)}.root-servers.net");

    private static DomainName Name(string name) => DomainName.Parse(name);

    private static ResourceRecord Address(string owner, int host) => Record(owner, new AData(new IPAddress([192, 0, 2, (byte)host])));

    private static ResourceRecord Record(string owner, Rdata data) => new(Name(owner), 3600, data);

    private static byte[] Build(string name, DnsType type, bool edns, IEnumerable<(DnsSection Section, ResourceRecord Record)> records)
    {
        DnsMessageWriter writer = new(new byte[4096]);
        writer.TryWriteHeader(0x1234, Opcode.Query, DnsFlags.QR | DnsFlags.RD | DnsFlags.RA);
        writer.TryWriteQuestion(new DnsQuestion(Name(name), type));
        foreach ((DnsSection section, ResourceRecord record) in records)
        {
            writer.TryWriteRecord(section, record);
        }

        if (edns)
        {
            writer.TryWriteEdns(EdnsRecord.Default, 1232);
        }

        return writer.Written.ToArray();
    }
}
