namespace Nomen.Interop.Tests.Zones;

/// <summary>The zone <c>dynamic.test</c>, which BIND and Knot change on signed request (RFC 2136), and of which they keep a journal for IXFR.</summary>
internal static class DynamicZone
{
    public const string Name = "dynamic.test.";

    /// <summary>The zone file, as it is before the first update.</summary>
    public static string File { get; } = $"""
        {Name} 3600 IN SOA ns1.{Name} hostmaster.{Name} 1 7200 3600 1209600 300
        {Name} 3600 IN NS ns1.{Name}
        ns1.{Name} 3600 IN A 127.0.0.1

        """;
}
