using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Servers;

/// <summary>Knot DNS with NSID, and with DNS cookies enforced: a client cookie alone gets BADCOOKIE (RFC 7873 section 5.2.3).</summary>
internal sealed class KnotServer : IServerSetup
{
    public string Program => "knotd";

    public string StartedLine => "server started";

    public IReadOnlyList<string> Configure(ServerSite site)
    {
        ZoneFiles.WriteTo(site);
        site.Directory.CreateSubdirectory("run");
        site.Directory.CreateSubdirectory("database");
        site.Write("knot.conf", Configuration(site) + string.Concat(ZoneFiles.All.Select(Zone)));

        return ["-c", site.PathOf("knot.conf")];
    }

    private static string Configuration(ServerSite site) => $"""
        server:
          listen: 127.0.0.1@{site.Port}
          rundir: "{site.PathOf("run")}"
          identity: "knot-lab"
          nsid: "knot-nsid"
          udp-workers: 1
          tcp-workers: 1
          background-workers: 1
        log:
          - target: stderr
            any: info
        database:
          storage: "{site.PathOf("database")}"
        acl:
          - id: transfer
            address: 127.0.0.0/8
            action: transfer
        mod-cookies:
          - id: enforced
            secret: 0x{LabSecret.Cookie}
            badcookie-slip: 1
        template:
          - id: default
            storage: "{site.Directory.FullName}"
            semantic-checks: off
            journal-content: none
            zonefile-load: whole
            acl: transfer
            global-module: mod-cookies/enforced
        zone:

        """;

    private static string Zone((string Zone, string File) zone) => $"""
          - domain: {zone.Zone}
            file: {zone.File}

        """;
}
