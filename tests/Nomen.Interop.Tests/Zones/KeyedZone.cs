using System.Globalization;

namespace Nomen.Interop.Tests.Zones;

/// <summary>The zone <c>keyed.test</c>, which is transferred with a TSIG key only, in many messages.</summary>
internal static class KeyedZone
{
    public const string Name = "keyed.test.";

    /// <summary>TXT records besides SOA, NS and A: 600 kB, so that no server gets it into one message.</summary>
    public const int TextCount = 3_000;

    private const int TextLength = 180;

    /// <summary>Records of the zone, the SOA counted once.</summary>
    public const int RecordCount = TextCount + 3;

    /// <summary>The zone file.</summary>
    public static string File { get; } = string.Join('\n', [
        $"{Name} 3600 IN SOA ns1.{Name} hostmaster.{Name} 2026010101 7200 3600 1209600 300",
        $"{Name} 3600 IN NS ns1.{Name}",
        $"ns1.{Name} 3600 IN A 127.0.0.1",
        .. Enumerable.Range(0, TextCount).Select(Text),
        string.Empty,
    ]);

    private static string Text(int index)
    {
        string number = index.ToString("0000", CultureInfo.InvariantCulture);
        return $"t{number}.{Name} 3600 IN TXT \"{number.PadRight(TextLength, 'x')}\"";
    }
}
