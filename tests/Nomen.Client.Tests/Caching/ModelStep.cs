using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Tests.Caching;

/// <summary>One step of a random sequence: time passes, a name is flushed, or something is asked, and how the upstream would answer.</summary>
internal sealed record ModelStep(int Kind, string Name, DnsType Type, bool Rd, bool Cd, int Level, int Shape, uint Ttl, int Pass)
{
    public DnsRequest Request => CacheWorld.Request(
        Name, Type, (Rd ? DnsFlags.RD : 0) | (Cd ? DnsFlags.CD : 0) | (Level == 1 ? DnsFlags.AD : 0), dnssecOk: Level == 2);

    /// <summary>Whether the upstream's answer is Secure for those who care.</summary>
    public bool IsSecure => Level > 0;

    public Rcode Rcode => Shape switch { 2 => Rcode.NxDomain, 3 => Rcode.ServFail, _ => Rcode.NoError };

    /// <summary>The same for a request with flags of its own: a refresh asks as the entry was asked for.</summary>
    public ModelStep For(DnsRequest request) => this with
    {
        Rd = (request.Flags & DnsFlags.RD) != 0,
        Cd = (request.Flags & DnsFlags.CD) != 0,
        Level = request.DnssecOk ? 2 : (request.Flags & DnsFlags.AD) != 0 ? 1 : 0,
    };

    /// <summary>Records of the response: with a signature when DNSSEC was asked for; the serial tells one response from another.</summary>
    public IEnumerable<(string Text, uint Ttl, bool IsProof)> Records(int serial)
    {
        string owner = Name.ToLowerInvariant() + '.';
        string signature = $"RRSIG {Type.ToMnemonic()} 13 2 300 20300101000000 20200101000000 1 example. AAAA";
        return Shape switch
        {
            0 or 4 when Level == 2 => [($"{owner} {{0}} IN {Data(serial)}", Ttl, false), ($"{owner} {{0}} IN {signature}", Ttl, true)],
            0 or 4 => [($"{owner} {{0}} IN {Data(serial)}", Ttl, false)],
            1 or 2 => [($"example. {{0}} IN SOA ns.example. a.example. {serial} 1 1 1 5", Ttl, false)],
            _ => [],
        };
    }

    public DnsResponse Respond(DnsRequest request, int serial)
    {
        string records = string.Join('\n', Records(serial).Select(record => string.Format(System.Globalization.CultureInfo.InvariantCulture, record.Text, record.Ttl)));
        DnsFlags flags = DnsFlags.AA | (IsSecure && Shape != 3 ? DnsFlags.AD : 0);
        return CacheUpstream.Reply(request, flags, Rcode, answers: Shape is 0 or 4 ? records : string.Empty, authority: Shape is 1 or 2 ? records : string.Empty);
    }

    private string Data(int serial) => Type == DnsType.A ? $"A 192.0.{serial / 256}.{serial % 256}" : $"TXT \"{serial}\"";
}
