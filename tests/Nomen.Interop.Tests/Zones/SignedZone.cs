namespace Nomen.Interop.Tests.Zones;

/// <summary>The zones that are signed in the repository; nothing here re-signs them, so that every run sees the same octets.</summary>
internal static class SignedZone
{
    /// <summary>Signed with NSEC; Unbound has its key as a trust anchor.</summary>
    public const string WithNsec = "signed.test.";

    /// <summary>Signed with NSEC3; Unbound has a trust anchor that no key matches, so for Unbound it is bogus.</summary>
    public const string WithNsec3 = "nsec3.test.";

    /// <summary>DS of the key-signing key of <see cref="WithNsec"/>.</summary>
    public const string TrustAnchor = "signed.test. IN DS 3192 13 2 DFDC281B22713B3746AE4DBD037831A836C3DA58A3FF001D85961B061002024B";

    /// <summary>A DS of <see cref="WithNsec3"/> that fits no key.</summary>
    public const string WrongTrustAnchor = "nsec3.test. IN DS 18938 13 2 0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The text of the zone file.</summary>
    public static string FileFor(string zone)
    {
        string resource = $"Nomen.Interop.Tests.Zones.{zone}zone";
        using Stream stream = typeof(SignedZone).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"no resource {resource}");
        using StreamReader reader = new(stream);

        return reader.ReadToEnd();
    }
}
