using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>Zones of a few names close together, with everything that makes denial hard, and questions about them and what lies between.</summary>
internal static class RandomZone
{
    private static readonly string[] Labels = ["a", "b", "c", "*", "d0", "\\000"];
    private static readonly string[] Types = ["A", "A TXT", "MX", "TXT MX", "CNAME", "NS", "NS DS", "DNAME", "A DNAME"];
    private static readonly DnsType[] Asked = [DnsType.A, DnsType.TXT, DnsType.MX, DnsType.CNAME, DnsType.DS, DnsType.NS, DnsType.AAAA, DnsType.DNAME];

    public static SignedZone Make(Random random)
    {
        Dictionary<string, string> nodes = [];
        for (int count = random.Next(1, 12); count > 0; count--)
        {
            string name = Name(random, 1, 3);
            string types = Types[random.Next(Types.Length)];
            bool isUndefined = name.StartsWith('*') && (types.Contains("NS", StringComparison.Ordinal) || types.Contains("DNAME", StringComparison.Ordinal));
            nodes[name] = isUndefined ? "A" : types;
        }

        // What lies below a cut or a DNAME is not in the zone.
        string[] cuts = [.. nodes.Where(static node => node.Value.Contains("NS", StringComparison.Ordinal) || node.Value.Contains("DNAME", StringComparison.Ordinal)).Select(static node => node.Key)];
        var inside = nodes.Where(node => !cuts.Any(cut => node.Key.EndsWith("." + cut, StringComparison.Ordinal)));
        return new SignedZone((DenialScheme)random.Next(3), [.. inside.Select(static node => $"{node.Key} {node.Value}")])
        {
            Iterations = (ushort)random.Next(2),
            Salt = new byte[random.Next(3)],
        };
    }

    /// <summary>A question about a name of the zone, one beside it or one below it.</summary>
    public static DnsQuestion Ask(Random random, SignedZone zone)
    {
        DomainName[] names = [.. zone.Names];
        DomainName name = random.Next(3) switch
        {
            0 => names[random.Next(names.Length)],
            1 => DomainName.Parse(Name(random, 1, 2)).Concat(names[random.Next(names.Length)]),
            _ => zone.NameOf(Name(random, 1, 4)),
        };
        return new DnsQuestion(name, Asked[random.Next(Asked.Length)]);
    }

    private static string Name(Random random, int least, int most) =>
        string.Join('.', Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => Labels[random.Next(Labels.Length)]));
}
