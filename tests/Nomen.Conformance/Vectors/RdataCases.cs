using System.Globalization;
using Nomen.Conformance.Reporting;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;

namespace Nomen.Conformance.Vectors;

/// <summary>Rdata: presentation to octets and back, texts to refuse, texts on which tools differ.</summary>
internal static class RdataCases
{
    private static readonly DomainName Origin = DomainName.Parse("example.");
    private static readonly string[] Canonical = ["canonical_bind", "canonical_dnspython", "canonical_ldns"];

    /// <summary>Every text gives the octets, and the octets give a text that gives them again.</summary>
    public static Verdict Check(Dictionary<string, string> row)
    {
        string expected = row["wire_hex"];
        DnsType type = TypeOf(row);
        List<string> wrong = [];
        foreach (string column in Canonical.Prepend("presentation"))
        {
            string text = row[column];
            if ((text.Length > 0 || column == "presentation") && Octets(type, text) is { } octets && octets != expected)
            {
                wrong.Add($"{column}: {octets}");
            }
        }

        string back = RoundTrip(type, expected);
        if (back != expected)
        {
            wrong.Add($"octets to text and back: {back}");
        }

        if (!DnsTypeText.TryParse(row["type"], out DnsType named) || named != type)
        {
            wrong.Add($"mnemonic {row["type"]} is not type {row["code"]}");
        }

        return wrong.Count == 0 ? Verdict.Pass : Verdict.Fail(string.Join("; ", wrong));
    }

    /// <summary>The text must be refused, or already the mnemonic of its type.</summary>
    public static Verdict CheckRejected(Dictionary<string, string> row)
    {
        if (!DnsTypeText.TryParse(row["type"], out DnsType type))
        {
            return Verdict.Pass;
        }

        string octets = Octets(type, row["presentation"]);
        return IsRefusal(octets) ? Verdict.Pass : Verdict.Fail($"{row["why"]}: accepted as {octets}");
    }

    /// <summary>Strict tools disagree.</summary>
    public static Verdict Contested(Dictionary<string, string> row) =>
        Verdict.Info($"{Ours(row)}; tools disagree ({row["why"]}); rejected by {row["rejected_by"]}; accepted as {row["accepted_as"]}");

    /// <summary>One tool alone reads it.</summary>
    public static Verdict SingleTool(Dictionary<string, string> row) => Verdict.Info($"{Ours(row)}; only {row["tool"]} reads it, as {row["wire_hex"]}");

    /// <summary>Several readings: a clear majority binds us.</summary>
    public static Verdict Disagreement(Dictionary<string, string> row)
    {
        string octets = Octets(TypeOf(row), row["presentation"]);
        return row["verdict"] == "clear majority"
            ? Verdict.Unless(octets == row["majority_wire_hex"] ? null : octets)
            : Verdict.Info($"{Ours(row)}; {row["majority_wire_hex"]} by {row["agree"]}; {row["others"]}; rejected by {row["rejected_by"]}");
    }

    private static DnsType TypeOf(Dictionary<string, string> row) => (DnsType)ushort.Parse(row["code"], NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Ours(Dictionary<string, string> row)
    {
        string octets = Octets(TypeOf(row), row["presentation"]);
        return IsRefusal(octets) ? $"we refuse it: {octets}" : $"we read {octets}";
    }

    private static bool IsRefusal(string octets) => octets.StartsWith("refused", StringComparison.Ordinal);

    /// <summary>The octets of a text in hexadecimal, or why it is refused.</summary>
    private static string Octets(DnsType type, string text)
    {
        try
        {
            return Convert.ToHexStringLower(Rdata.Parse(type, text, Origin).ToWire());
        }
        catch (DnsTextException error)
        {
            return $"refused, {error.Message}";
        }
    }

    private static string RoundTrip(DnsType type, string hex)
    {
        byte[] octets = Convert.FromHexString(hex);
        if (!Rdata.TryFromWire(type, octets, out Rdata? data, out _))
        {
            return "octets refused";
        }

        RdataTextWriter writer = new();
        data.WriteText(writer);
        return Octets(type, writer.ToString());
    }
}
