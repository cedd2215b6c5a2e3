using System.Net;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Servers;

/// <summary>
/// Unbound as a validating forwarder: the lab's zones from an authoritative server, <c>slow.test</c> from a scripted one, and
/// REFUSED for everything else, so that no test ever asks the internet.
/// </summary>
internal sealed class UnboundServer(IPEndPoint authoritative, IPEndPoint slow) : IServerSetup
{
    /// <summary>The zone whose answers arrive when a test lets them (<see cref="Scripted.HeldUpstream"/>).</summary>
    public const string SlowZone = "slow.test.";

    public string Program => "unbound";

    public string StartedLine => "start of service";

    public IReadOnlyList<string> Configure(ServerSite site)
    {
        LabCertificate.WriteTo(site.Directory);
        string forwards = string.Concat(ZoneFiles.All.Select(zone => Forward(zone.Zone, authoritative)));
        site.Write("unbound.conf", Configuration(site) + forwards + Forward(SlowZone, slow));

        return ["-d", "-p", "-c", site.PathOf("unbound.conf")];
    }

    // "test." is one of Unbound's built-in empty zones, and "lab.test" below it needs an answer of our own for the instance.
    private static string Configuration(ServerSite site) => $"""
        server:
          interface: 127.0.0.1@{site.Port}
          interface: 127.0.0.1@{site.TlsPort}
          interface: 127.0.0.1@{site.HttpsPort}
          tls-port: {site.TlsPort}
          https-port: {site.HttpsPort}
          tls-service-pem: "{site.PathOf(LabCertificate.CertificateFile)}"
          tls-service-key: "{site.PathOf(LabCertificate.KeyFile)}"
          access-control: 127.0.0.0/8 allow_snoop
          username: ""
          chroot: ""
          directory: "{site.Directory.FullName}"
          pidfile: ""
          use-syslog: no
          logfile: ""
          verbosity: 1
          num-threads: 1
          do-ip6: no
          do-not-query-localhost: no
          module-config: "validator iterator"
          trust-anchor: "{SignedZone.TrustAnchor}"
          trust-anchor: "{SignedZone.WrongTrustAnchor}"
          ede: yes
          identity: "unbound-lab"
          version: "unbound-lab"
          nsid: "ascii_unbound-nsid"
          edns-tcp-keepalive: yes
          rrset-roundrobin: no
          minimal-responses: no
          local-zone: "." refuse
          local-zone: "test." transparent
          local-zone: "instance.lab.test." static
          local-data: "{LabZone.InstanceName} TXT {site.Instance}"
        remote-control:
          control-enable: no

        """;

    private static string Forward(string zone, IPEndPoint to) => $"""
        forward-zone:
          name: "{zone}"
          forward-addr: {to.Address}@{to.Port}

        """;
}
