using System.Net;
using System.Text.RegularExpressions;
using Nomen.Interop.Tests.Dig;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Zones;

/// <summary>The table of records says what the servers serve, as the installed dig prints it: a check of the table, not of Nomen.</summary>
[Collection(LabCollection.Name)]
public sealed partial class LabZoneTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Nsd, Needs = "dig")]
    [OnServer(Server.Bind, Needs = "dig")]
    [OnServer(Server.Knot, Needs = "dig")]
    [OnServer(Server.Unbound, Needs = "dig")]
    public async Task Every_record_of_the_table_is_served_as_it_is_written(Server server)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);
        LabRecord[] records = [.. LabZone.Records.Where(r => !r.IsInReferral)];
        IEnumerable<string> questions = records.DistinctBy(r => (r.Name, r.Type)).SelectMany(r => new[] { r.Name, r.Type });

        ProgramRun run = await InstalledDig.DigAsync(address, ["+noall", "+answer", "+nosplit", "+tcp", .. questions]);

        IEnumerable<string> printed = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WithoutTtl);
        Assert.Equal(Sorted(records.Select(r => WithoutTtl(r.Line))), Sorted(printed.Distinct(StringComparer.Ordinal)));
    }

    private static string WithoutTtl(string line) => OwnerTtlClass().Replace(line, "${owner} IN ").Replace('\t', ' ');

    private static string[] Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^(?<owner>\S+)\s+\d+\s+IN\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnerTtlClass();
}
