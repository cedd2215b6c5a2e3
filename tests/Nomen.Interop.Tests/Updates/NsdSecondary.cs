using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Updates;

/// <summary>NSD as in the lab, and besides the secondary server of a zone whose primary is somewhere on loopback.</summary>
/// <param name="zone">The zone.</param>
/// <param name="primaryPort">Port of its primary server.</param>
internal sealed class NsdSecondary(string zone, int primaryPort) : IServerSetup
{
    private readonly NsdServer _nsd = new(tcpQueryCount: 0);

    public string Program => _nsd.Program;

    public string StartedLine => _nsd.StartedLine;

    public IReadOnlyList<string> Configure(ServerSite site)
    {
        IReadOnlyList<string> arguments = _nsd.Configure(site);
        File.AppendAllText(site.PathOf("nsd.conf"), $"""

            zone:
              name: "{zone}"
              zonefile: "secondary.zone"
              allow-notify: 127.0.0.1 NOKEY
              request-xfr: AXFR 127.0.0.1@{primaryPort} NOKEY

            """);
        return arguments;
    }
}
