using System.Net;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Dig;

[Collection(LabCollection.Name)]
public sealed class InstalledDigTests(Lab lab)
{
    [InteropFact(Server.Nsd, "dig")]
    public async Task Dig_prints_the_answer_of_a_lab_server()
    {
        IPEndPoint server = await lab.AddressOfAsync(Server.Nsd);

        ProgramRun run = await InstalledDig.DigAsync(server, "lab.test", "SOA", "+short");

        Assert.Equal("ns1.lab.test. hostmaster.lab.test. 2026010101 7200 3600 1209600 300\n", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [InteropFact(Server.Knot, "kdig")]
    public async Task Kdig_prints_the_answer_of_a_lab_server()
    {
        IPEndPoint server = await lab.AddressOfAsync(Server.Knot);

        ProgramRun run = await InstalledDig.KdigAsync(server, "www.new.lab.test", "A", "+short");

        Assert.Equal("192.0.2.81\n", run.Output);
    }

    [InteropFact(Server.Bind, "dig")]
    public async Task Two_runs_of_dig_are_equal_after_normalising()
    {
        IPEndPoint server = await lab.AddressOfAsync(Server.Bind);

        ProgramRun first = await InstalledDig.DigAsync(server, "mx.types.lab.test", "MX", "+nsid");
        ProgramRun second = await InstalledDig.DigAsync(server, "mx.types.lab.test", "MX", "+nsid");

        Assert.False(string.Equals(first.Output, second.Output, StringComparison.Ordinal));
        Assert.Equal(DigOutput.Normalise(first.Output), DigOutput.Normalise(second.Output));
    }
}
