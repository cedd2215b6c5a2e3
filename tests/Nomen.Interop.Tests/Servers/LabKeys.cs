namespace Nomen.Interop.Tests.Servers;

/// <summary>The TSIG keys of the lab: one for each algorithm that NSD, BIND and Knot all have, and what only BIND knows.</summary>
/// <remarks>
/// Each key may transfer every zone of the lab; <see cref="Zones.KeyedZone"/> is transferred with a key only, and
/// <see cref="Zones.DynamicZone"/> takes updates with a key only (from BIND and Knot).
/// </remarks>
internal static class LabKeys
{
    private const string Bind128Name = "lab-sha256-128.";

    /// <summary>The key for tests that do not care for the algorithm.</summary>
    public static LabKey Sha256 { get; } = Key("hmac-sha256", 32);

    /// <summary>A key of every algorithm, known to all three.</summary>
    public static IReadOnlyList<LabKey> All { get; } =
    [
        Key("hmac-md5", 16),
        Key("hmac-sha1", 20),
        Key("hmac-sha224", 28),
        Sha256,
        Key("hmac-sha384", 48),
        Key("hmac-sha512", 64),
    ];

    /// <summary>What only BIND has: hmac-sha256 with a MAC cut to 16 octets, each way.</summary>
    public static LabKey BindSha256Cut { get; } = new(Bind128Name, "hmac-sha256-128", Secret(32));

    /// <summary>The key of an algorithm.</summary>
    public static LabKey Of(string algorithm) => All.Single(key => string.Equals(key.Algorithm, algorithm, StringComparison.Ordinal));

    private static LabKey Key(string algorithm, int octets) => new($"lab-{algorithm["hmac-".Length..]}.", algorithm, Secret(octets));

    // Known to everybody who reads this, and good for nothing but the lab.
    private static string Secret(int octets) => Convert.ToBase64String([.. Enumerable.Range(0, octets).Select(i => (byte)((7 * i) + octets))]);
}
