namespace Nomen.Interop.Tests.Servers;

public sealed class NameServerProcessTests
{
    [InteropFact(Server.Nsd)]
    public async Task A_server_that_ends_at_once_shows_what_it_said()
    {
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => NameServerProcess.StartAsync(new BrokenNsd()));

        Assert.Contains("no-such-keyword", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_program_is_named_in_the_reason_to_skip()
    {
        string? reason = InstalledProgram.WhyMissing(["no-such-server"]);

        Assert.Equal("not installed: no-such-server", reason);
    }

    private sealed class BrokenNsd : IServerSetup
    {
        public string Program => "nsd";

        public string StartedLine => "nsd started";

        public IReadOnlyList<string> Configure(ServerSite site)
        {
            site.Write("nsd.conf", "server:\n  no-such-keyword: yes\n");

            return ["-d", "-c", site.PathOf("nsd.conf")];
        }
    }
}
