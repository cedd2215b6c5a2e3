using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Servers;

/// <summary>BIND's <c>named</c>, authoritative only, with NSID, TSIG keys and cookies, demanded of clients that have them, RRsets in the order of the zone file; also over TLS and HTTPS.</summary>
internal sealed class BindServer : IServerSetup
{
    private static readonly IEnumerable<LabKey> AllKeys = LabKeys.All.Append(LabKeys.BindSha256Cut);

    public string Program => "named";

    public string StartedLine => "all zones loaded";

    public IReadOnlyList<string> Configure(ServerSite site)
    {
        ZoneFiles.WriteTo(site);
        LabCertificate.WriteTo(site.Directory);
        site.Write("named.conf", Keys + Configuration(site) + string.Concat(ZoneFiles.All.Select(Zone)));

        return ["-g", "-n", "1", "-c", site.PathOf("named.conf")];
    }

    private static string Keys =>
        string.Concat(AllKeys.Select(key => $"key \"{key.Name}\" {{ algorithm {key.Algorithm}; secret \"{key.Secret}\"; }};\n"))
        + $"acl lab-keys {{ {string.Concat(AllKeys.Select(key => $"key \"{key.Name}\"; "))}}};\n";

    // check-names and check-integrity would refuse the zone's odd owners and its mail servers outside.
    private static string Configuration(ServerSite site) => $$"""
        tls lab {
          cert-file "{{site.PathOf(LabCertificate.CertificateFile)}}";
          key-file "{{site.PathOf(LabCertificate.KeyFile)}}";
        };
        options {
          directory "{{site.Directory.FullName}}";
          listen-on port {{site.Port}} { 127.0.0.1; };
          listen-on port {{site.TlsPort}} tls lab { 127.0.0.1; };
          listen-on port {{site.HttpsPort}} tls lab http default { 127.0.0.1; };
          listen-on-v6 { none; };
          pid-file none;
          session-keyfile none;
          recursion no;
          dnssec-validation no;
          empty-zones-enable no;
          allow-query { 127.0.0.0/8; };
          allow-transfer { 127.0.0.0/8; };
          notify no;
          check-names primary ignore;
          check-integrity no;
          rrset-order { order none; };
          version "bind-lab";
          server-id "bind-nsid";
          answer-cookie yes;
          require-server-cookie yes;
          cookie-secret "{{LabSecret.Cookie}}";
        };
        controls { };

        """;

    private static string Zone((string Zone, string File) zone) => $$"""
        zone "{{zone.Zone}}" { type primary; file "{{zone.File}}"; {{AccessTo(zone.Zone)}} };

        """;

    // The zone is so small that BIND would rather send all of it than any difference.
    private static string AccessTo(string zone) => zone switch
    {
        KeyedZone.Name => "allow-transfer { lab-keys; };",
        DynamicZone.Name => "allow-update { lab-keys; }; max-ixfr-ratio unlimited;",
        _ => string.Empty,
    };
}
