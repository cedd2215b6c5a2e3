using System.Net;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Caching;

/// <summary>Unbound with its module for client subnet, in front of one server that it sends subnets to, and REFUSED for everything else.</summary>
internal sealed class SubnetUnbound(IPEndPoint tailored) : IServerSetup
{
    /// <summary>The zone that is forwarded.</summary>
    public const string Zone = "tailored.test.";

    public string Program => "unbound";

    public string StartedLine => "start of service";

    public IReadOnlyList<string> Configure(ServerSite site)
    {
        site.Write("unbound.conf", $"""
            server:
              interface: 127.0.0.1@{site.Port}
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
              module-config: "subnetcache iterator"
              send-client-subnet: {tailored.Address}
              client-subnet-always-forward: yes
              local-zone: "." refuse
              local-zone: "test." transparent
              local-zone: "instance.lab.test." static
              local-data: "{LabZone.InstanceName} TXT {site.Instance}"
            remote-control:
              control-enable: no
            forward-zone:
              name: "{Zone}"
              forward-addr: {tailored.Address}@{tailored.Port}

            """);
        return ["-d", "-p", "-c", site.PathOf("unbound.conf")];
    }
}
