using Nomen.Client.Caching;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>A cache with aggressive use of proofs over signed zones, in virtual time on one thread.</summary>
internal sealed class DenialWorld
{
    public static readonly CacheTransportOptions Options = new()
    {
        MaxBytes = 1 << 20,
        Upstream = DnssecUpstream.AlwaysDnssec,
        AggressiveNsec = new AggressiveNsecOptions(),

        // Cuts answer as well; here the proofs are to.
        NxDomainCut = NxDomainCut.Never,
    };

    public DenialWorld(SignedZone zone, CacheTransportOptions? options = null)
    {
        World = new CacheWorld(options ?? Options);
        World.Upstream.Answer = request => Zones.Where(zone => request.Question!.Value.Name.IsAtOrBelow(zone.Apex)).MaxBy(zone => zone.Apex.LabelCount)!.Respond(request);
        Zones.Add(zone);
    }

    public CacheWorld World { get; }

    public List<SignedZone> Zones { get; } = [];

    public DnsResponse Ask(string name, DnsType type = DnsType.A, DnsFlags flags = DnsFlags.RD, bool dnssecOk = false) => World.Ask(name, type, flags, dnssecOk);

    /// <summary>Asks, and tells in short what came back from memory alone; null when the upstream was asked.</summary>
    public string? Synthesized(string name, DnsType type = DnsType.A, DnsFlags flags = DnsFlags.RD)
    {
        DnsResponse response = Ask(name, type, flags);
        return response.Source != AnswerSource.Synthesized
            ? null
            : response.Rcode == Rcode.NoError ? response.Message.Answers.Count == 0 ? "NODATA" : "answer" : "NXDOMAIN";
    }
}
