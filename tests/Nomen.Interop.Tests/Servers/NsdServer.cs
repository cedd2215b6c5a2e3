using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Servers;

/// <summary>NSD with NSID, cookies and TSIG keys, one process serving every zone of the lab, also over TLS.</summary>
/// <remarks>Response rate limiting is off: many tests a second look like an attack, and NSD would drop every other answer.</remarks>
/// <param name="tcpQueryCount">Queries after which it closes a TCP connection; 0 for no limit.</param>
internal sealed class NsdServer(int tcpQueryCount) : IServerSetup
{
    public string Program => "nsd";

    public string StartedLine => "nsd started";

    public IReadOnlyList<string> Configure(ServerSite site)
    {
        ZoneFiles.WriteTo(site);
        LabCertificate.WriteTo(site.Directory);
        site.Write("nsd.conf", Configuration(site) + string.Concat(LabKeys.All.Select(Key)) + string.Concat(ZoneFiles.All.Select(Zone)));

        return ["-d", "-c", site.PathOf("nsd.conf")];
    }

    private string Configuration(ServerSite site) => $"""
        server:
          ip-address: 127.0.0.1@{site.Port}
          ip-address: 127.0.0.1@{site.TlsPort}
          tls-port: {site.TlsPort}
          tls-service-pem: "{site.PathOf(LabCertificate.CertificateFile)}"
          tls-service-key: "{site.PathOf(LabCertificate.KeyFile)}"
          server-count: 1
          username: ""
          chroot: ""
          zonesdir: "{site.Directory.FullName}"
          database: ""
          pidfile: ""
          xfrdfile: "{site.PathOf("xfrd.state")}"
          zonelistfile: "{site.PathOf("zone.list")}"
          xfrdir: "{site.Directory.FullName}"
          identity: "nsd-lab"
          nsid: "ascii_nsd-nsid"
          answer-cookie: yes
          cookie-secret: "{LabSecret.Cookie}"
          tcp-query-count: {tcpQueryCount}
          rrl-ratelimit: 0
          verbosity: 1
        remote-control:
          control-enable: no

        """;

    private static string Zone((string Zone, string File) zone) => $"""
        zone:
          name: "{zone.Zone}"
          zonefile: "{zone.File}"
        {AccessTo(zone.Zone)}
        """;

    private static string AccessTo(string zone)
    {
        IEnumerable<string> keys = LabKeys.All.Select(key => key.Name);
        IEnumerable<string> allowed = string.Equals(zone, KeyedZone.Name, StringComparison.Ordinal) ? keys : keys.Prepend("NOKEY");
        return string.Concat(allowed.Select(key => $"  provide-xfr: 127.0.0.1 {key}\n"));
    }

    private static string Key(LabKey key) => $"""
        key:
          name: "{key.Name}"
          algorithm: {key.Algorithm}
          secret: "{key.Secret}"

        """;
}
