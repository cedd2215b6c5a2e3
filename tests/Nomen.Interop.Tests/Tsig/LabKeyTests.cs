using System.Net;
using Nomen.Interop.Tests.Dig;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Tsig;

/// <summary>The servers know the keys of the lab, as the installed dig sees it: a check of the lab, not of Nomen.</summary>
[Collection(LabCollection.Name)]
public sealed class LabKeyTests(Lab lab)
{
    // dig's own 5 s pass on a machine that is busy with other things.
    private const string Patient = "+time=50";

    [Theory]
    [OnServer(Server.Nsd, Needs = "dig")]
    [OnServer(Server.Bind, Needs = "dig")]
    [OnServer(Server.Knot, Needs = "dig")]
    public async Task Every_key_transfers_the_zone_that_asks_for_one(Server server)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);

        foreach (LabKey key in LabKeys.All)
        {
            ProgramRun run = await InstalledDig.DigAsync(address, ["-y", key.Argument, KeyedZone.Name, "AXFR", "+noall", "+answer", Patient]);

            // dig prints its remarks, and for some servers the TSIG records, among the others.
            string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            int records = lines.Count(line => !line.StartsWith(';') && !line.Contains("TSIG", StringComparison.Ordinal));
            string remarks = string.Join('\n', lines.Where(line => line.StartsWith(';')));
            Assert.True(records == KeyedZone.RecordCount + 1, $"{key.Name} {records} records, exit code {run.ExitCode}\n{remarks}\n{run.Errors}");
        }
    }

    [Theory]
    [OnServer(Server.Nsd, Needs = "dig")]
    [OnServer(Server.Bind, Needs = "dig")]
    [OnServer(Server.Knot, Needs = "dig")]
    public async Task Without_a_key_there_is_no_transfer(Server server)
    {
        ProgramRun run = await InstalledDig.DigAsync(await lab.AddressOfAsync(server), [KeyedZone.Name, "AXFR", Patient]);

        Assert.Contains("Transfer failed", run.Output, StringComparison.Ordinal);
    }
}
