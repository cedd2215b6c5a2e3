using System.Text.RegularExpressions;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Server.Zones;

namespace Nomen.Server.Tests.Zones;

/// <summary>Zones for tests, as master files with an hour's TTL; <c>owner RRSIG type</c> is a signature of three octets by the origin.</summary>
internal static partial class ZoneText
{
    internal static Zone Zone(string apex, string text) => new ZoneBuilder(DomainName.Parse(apex)).AddRange(Records(apex, text)).Build();

    internal static IEnumerable<ResourceRecord> Records(string apex, string text) =>
        MasterFileReader.Read(Signature().Replace(text, $"${{owner}} RRSIG ${{type}} 13 2 3600 20260101000000 20250101000000 1 {apex} AQID"), new MasterFileOptions { Origin = DomainName.Parse(apex), DefaultTtl = 3600 });

    [GeneratedRegex(@"^(?<owner>\S+) RRSIG (?<type>\w+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Signature();
}
