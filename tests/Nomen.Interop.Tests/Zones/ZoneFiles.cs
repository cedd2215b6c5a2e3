using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Zones;

/// <summary>The zone files of the lab, as an authoritative server finds them in its directory.</summary>
internal static class ZoneFiles
{
    /// <summary>Zone name and file name, in the order of the configuration.</summary>
    public static IReadOnlyList<(string Zone, string File)> All { get; } =
    [
        (LabZone.Name, "lab.test.zone"),
        (SignedZone.WithNsec, "signed.test.zone"),
        (SignedZone.WithNsec3, "nsec3.test.zone"),
    ];

    public static void WriteTo(ServerSite site)
    {
        foreach ((string zone, string file) in All)
        {
            site.Write(file, string.Equals(zone, LabZone.Name, StringComparison.Ordinal) ? LabZone.FileFor(site.Instance) : SignedZone.FileFor(zone));
        }
    }
}
