using System.Globalization;

namespace Nomen.Interop.Tests.Zones;

/// <summary>The zone <c>lab.test</c>, which every server of the lab serves (Unbound by way of NSD).</summary>
internal static class LabZone
{
    public const string Name = "lab.test.";

    /// <summary>Owner of the TXT record that names the server process (<see cref="Servers.ServerSite.Instance"/>).</summary>
    public const string InstanceName = "instance.lab.test.";

    /// <summary>Owner of <see cref="ManyCount"/> AAAA records: 1,680 octets of records, over every server's UDP limit of 1,232.</summary>
    public const string ManyName = "many.lab.test.";
    public const int ManyCount = 60;

    /// <summary>Owner of <see cref="HugeCount"/> TXT records of four strings: an answer of about 51 kB, for TCP only.</summary>
    public const string HugeName = "huge.lab.test.";
    public const int HugeCount = 50;

    private const int HugeStrings = 4;
    private const int HugeStringLength = 250;

    // Owners ".dig" hold what other tools than dig print in another way.
    private static readonly LabRecord[] Structure =
    [
        new("@", "SOA", "ns1.lab.test. hostmaster.lab.test. 2026010101 7200 3600 1209600 300"),
        new("@", "NS", "ns1.lab.test."),
        new("@", "NS", "ns2.lab.test."),
        new("@", "A", "192.0.2.1"),
        new("@", "AAAA", "2001:db8::1"),
        new("@", "MX", "10 mail.lab.test."),
        new("@", "TXT", "\"v=spf1 -all\""),
        new("ns1", "A", "127.0.0.1"),
        new("ns2", "A", "127.0.0.2"),
        new("mail", "A", "192.0.2.25"),
        new("www", "CNAME", "web.lab.test."),
        new("web", "CNAME", "web1.lab.test."),
        new("web1", "A", "192.0.2.80"),
        new("web1", "AAAA", "2001:db8::80"),
        new("dangling", "CNAME", "nothing.lab.test."),
        new("old", "DNAME", "new.lab.test."),
        new("www.new", "A", "192.0.2.81"),
        new("*.wild", "TXT", "\"any name\""),
        new("sub", "NS", "ns.sub.lab.test.") { IsInReferral = true },
        new("ns.sub", "A", "192.0.2.53") { IsInReferral = true },
        new("ns.sub", "AAAA", "2001:db8::53") { IsInReferral = true },
        new(@"dot\.in.label", "A", "192.0.2.82"),
        new("cert.dig", "CERT", "PKIX 12345 RSASHA256 AQIDBAU="),
        new("l64.dig", "L64", "10 2001:db8:1140:1000", @"TYPE106 \# 10 000A20010DB811401000"),
        new("nid.dig", "NID", "10 14:4fff:ff20:ee64", @"TYPE104 \# 10 000A00144FFFFF20EE64"),
        new("loc.dig", "LOC", "52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m"),
        new(@"space\032and\000zero", "A", "192.0.2.83"),
    ];

    /// <summary>The records of <see cref="ManyName"/>.</summary>
    public static IReadOnlyList<LabRecord> Many { get; } =
    [
        .. Enumerable.Range(1, ManyCount).Select(i => new LabRecord("many", "AAAA", $"2001:db8::{i.ToString("x", CultureInfo.InvariantCulture)}")),
    ];

    /// <summary>The records of <see cref="HugeName"/>.</summary>
    public static IReadOnlyList<LabRecord> Huge { get; } =
    [
        .. Enumerable.Range(0, HugeCount).Select(i => new LabRecord("huge", "TXT", HugeText(i))),
    ];

    /// <summary>Every record of the zone but the instance's.</summary>
    public static IReadOnlyList<LabRecord> Records { get; } = [.. Structure, .. TypeRecords.All, .. Many, .. Huge];

    /// <summary>The zone file for one server process.</summary>
    public static string FileFor(string instance)
    {
        IEnumerable<string> lines = Records.Select(record => record.ZoneLine);

        return string.Join('\n', lines.Append($"{InstanceName} 3600 IN TXT \"{instance}\"")) + "\n";
    }

    private static string HugeText(int index)
    {
        IEnumerable<string> strings = Enumerable.Range(0, HugeStrings)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{index:00}-{part}-").PadRight(HugeStringLength, 'x'));

        return string.Join(' ', strings.Select(text => $"\"{text}\""));
    }
}
