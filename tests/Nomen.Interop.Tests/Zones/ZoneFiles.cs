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
        (KeyedZone.Name, "keyed.test.zone"),
        (DynamicZone.Name, "dynamic.test.zone"),
    ];

    public static void WriteTo(ServerSite site)
    {
        foreach ((string zone, string file) in All)
        {
            site.Write(file, ContentOf(zone, site));
        }
    }

    private static string ContentOf(string zone, ServerSite site) => zone switch
    {
        LabZone.Name => LabZone.FileFor(site.Instance),
        KeyedZone.Name => KeyedZone.File,
        DynamicZone.Name => DynamicZone.File,
        _ => SignedZone.FileFor(zone),
    };
}
