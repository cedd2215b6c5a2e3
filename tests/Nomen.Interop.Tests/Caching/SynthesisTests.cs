using Nomen.Client.Caching;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Interop.Tests.Queries;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Caching;

/// <summary>Answers made from the proofs of zones that were really signed, against the server's own answers to the same questions (RFC 8198).</summary>
[Collection(LabCollection.Name)]
public sealed class SynthesisTests(Lab lab)
{
    private static readonly string[] Labels = ["a", "alias", "insecure", "mail", "ns", "ns1", "secure", "wild", "www", "zz", "*"];
    private static readonly DnsType[] Types = [DnsType.A, DnsType.TXT, DnsType.DS, DnsType.MX];

    [Theory]
    [OnServer(Server.Nsd, SignedZone.WithNsec)]
    [OnServer(Server.Nsd, SignedZone.WithNsec3)]
    [OnServer(Server.Bind, SignedZone.WithNsec)]
    [OnServer(Server.Bind, SignedZone.WithNsec3)]
    [OnServer(Server.Knot, SignedZone.WithNsec)]
    [OnServer(Server.Knot, SignedZone.WithNsec3)]
    [Rfc(8198, "5")]
    public async Task What_is_synthesised_is_what_the_server_says_proofs_included(Server server, string zone)
    {
        await using IDnsTransport direct = Transports.UdpThenTcp(await lab.AddressOfAsync(server));
        CacheTransportOptions options = new() { Upstream = DnssecUpstream.AlwaysDnssec, AggressiveNsec = new AggressiveNsecOptions(), NxDomainCut = NxDomainCut.Never };
        await using CacheTransport cache = new(new TrustingTransport(direct.Unowned()), options);
        int synthesized = 0;

        foreach (DnsRequest request in Questions(zone))
        {
            DnsResponse response = await cache.SendAsync(request);
            if (response.Source == AnswerSource.Synthesized)
            {
                synthesized++;
                DnsResponse expected = await direct.SendAsync(request);
                Assert.Equal(expected.Rcode, response.Rcode);
                Assert.Equal(Lines(expected, DnsSection.Answer), Lines(response, DnsSection.Answer));

                // NSD sends a proof more than it needs when it denies DS.
                Assert.Subset(Lines(expected, DnsSection.Authority), Lines(response, DnsSection.Authority));
            }
        }

        Assert.InRange(synthesized, 100, 600);
    }

    private static IEnumerable<DnsRequest> Questions(string zone) =>
        from name in Labels.Concat(from first in Labels from second in Labels select $"{first}.{second}").Append(string.Empty)
        from type in Types
        select DnsRequest.Query($"{name}{(name.Length == 0 ? string.Empty : ".")}{zone}", type).With(EdnsRecord.Default with { DnssecOk = true });

    private static HashSet<string> Lines(DnsResponse response, DnsSection section) =>
        [.. response.Message.ReadRecords(section).Select(static record => $"{record.Owner} {record.Type} {record.Data}".ToLowerInvariant())];
}
