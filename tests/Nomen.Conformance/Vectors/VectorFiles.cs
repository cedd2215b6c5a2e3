using System.Collections.Frozen;
using System.Text.Json;
using Nomen.Conformance.Reporting;

namespace Nomen.Conformance.Vectors;

/// <summary>The kinds of vector files: by folder name and file name, how to get a verdict on each row.</summary>
internal static class VectorFiles
{
    private const string NotStarted = "directory:";

    private static readonly FrozenDictionary<string, Func<Dictionary<string, string>, Verdict>> Tables = new Dictionary<string, Func<Dictionary<string, string>, Verdict>>
    {
        ["rdata/rdata.tsv"] = RdataCases.Check,
        ["rdata/rejected.tsv"] = RdataCases.CheckRejected,
        ["rdata/contested.tsv"] = RdataCases.Contested,
        ["rdata/single_tool.tsv"] = RdataCases.SingleTool,
        ["rdata/disagreements.tsv"] = RdataCases.Disagreement,
        ["edns/cookies.tsv"] = CookieCases.Check,
        ["dnssec/ds.tsv"] = _ => Verdict.Skip(NotStarted + "dnssec"),
        ["dnssec/nsec3hash.tsv"] = _ => Verdict.Skip(NotStarted + "dnssec"),
        ["dnssec/expect.tsv"] = _ => Verdict.Skip(NotStarted + "dnssec"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Func<JsonElement, Verdict>> Objects = new Dictionary<string, Func<JsonElement, Verdict>>
    {
        ["messages/messages.jsonl"] = MessageCases.Check,
        ["messages/malformed.jsonl"] = MalformedCases.Check,
        ["edns/options.jsonl"] = OptionCases.Check,
        ["edns/queries.jsonl"] = MessageCases.Check,
        ["captures/captures.jsonl"] = CaptureCases.Check,
        ["tsig/tsig.jsonl"] = TsigCases.Check,
        ["dnssec/rrsets.jsonl"] = _ => Verdict.Skip(NotStarted + "dnssec"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Folders = FrozenSet.Create(StringComparer.Ordinal, "rdata", "messages", "edns", "captures", "dnssec", "tsig");

    /// <summary>The rows of a file; none when it is of no known kind.</summary>
    public static IEnumerable<VectorRow> Read(string path)
    {
        string folder = FolderOf(path);
        string kind = $"{folder}/{Path.GetFileName(path)}";
        if (Tables.TryGetValue(kind, out Func<Dictionary<string, string>, Verdict>? table))
        {
            return TabSeparated.Read(path).Select((row, i) => new VectorRow(folder, path, RowName(row, i), Guarded(() => table(row))));
        }

        if (Objects.TryGetValue(kind, out Func<JsonElement, Verdict>? objects))
        {
            return File.ReadLines(path).Where(line => line.Length > 0).Select((line, i) => Check(folder, path, line, i, objects));
        }

        // A zone of the DNSSEC vectors is one case; this file lies in each of them once.
        return kind == "dnssec/info.json" ? [new VectorRow(folder, path, "zone", Verdict.Skip(NotStarted + folder))] : [];
    }

    /// <summary>The nearest folder whose name is that of a kind.</summary>
    private static string FolderOf(string path)
    {
        for (string? folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Folders.Contains(Path.GetFileName(folder)))
            {
                return Path.GetFileName(folder);
            }
        }

        return string.Empty;
    }

    private static VectorRow Check(string folder, string path, string line, int index, Func<JsonElement, Verdict> check)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement row = document.RootElement;
        string name = row.TryGetProperty("id", out JsonElement id) ? id.ToString() : $"line {index + 1}";
        return new VectorRow(folder, path, name, Guarded(() => check(row)));
    }

    private static string RowName(Dictionary<string, string> row, int index) => row.GetValueOrDefault("id") ?? row.GetValueOrDefault("owner") switch
    {
        { Length: > 0 } owner when row.ContainsKey("presentation") => $"{owner} {row["type"]}",
        _ => $"line {index + 2}",
    };

    /// <summary>Whatever a check throws is a fault of the product, and the row says which; a file that lacks a column or property is not.</summary>
    private static Verdict Guarded(Func<Verdict> check)
    {
        try
        {
            return check();
        }
        catch (Exception error) when (error is not (KeyNotFoundException or JsonException))
        {
            return Verdict.Fail($"crash:{error.GetType().Name} {error.Message}");
        }
    }
}
