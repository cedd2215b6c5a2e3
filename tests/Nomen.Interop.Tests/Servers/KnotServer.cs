using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Servers;

/// <summary>Knot DNS with NSID and TSIG keys, and with DNS cookies enforced: a client cookie alone gets BADCOOKIE (RFC 7873 section 5.2.3).</summary>
internal sealed class KnotServer : IServerSetup
{
    public string Program => "knotd";

    public string StartedLine => "server started";

    public IReadOnlyList<string> Configure(ServerSite site)
    {
        ZoneFiles.WriteTo(site);
        site.Directory.CreateSubdirectory("run");
        site.Directory.CreateSubdirectory("database");
        site.Write("knot.conf", Keys + Configuration(site) + string.Concat(ZoneFiles.All.Select(Zone)));

        return ["-c", site.PathOf("knot.conf")];
    }

    private static string KeyList => $"[{string.Join(", ", LabKeys.All.Select(key => key.Name))}]";

    private static string Keys => "key:\n" + string.Concat(LabKeys.All.Select(key => $"""
          - id: {key.Name}
            algorithm: {key.Algorithm}
            secret: {key.Secret}

        """));

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
          - id: keyed
            key: {KeyList}
            action: [query, transfer]
          - id: update
            key: {KeyList}
            action: [query, transfer, update]
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
            acl: [transfer, keyed]
            global-module: mod-cookies/enforced
        zone:

        """;

    private static string Zone((string Zone, string File) zone) => $"""
          - domain: {zone.Zone}
            file: {zone.File}
        {AccessTo(zone.Zone)}
        """;

    // The flush to the zone file would only follow a timer; the journal holds the updates.
    private static string AccessTo(string zone) => zone switch
    {
        KeyedZone.Name => "    acl: keyed\n",
        DynamicZone.Name => "    acl: [transfer, update]\n    journal-content: changes\n    zonefile-sync: -1\n    zonefile-load: whole\n",
        _ => string.Empty,
    };
}
