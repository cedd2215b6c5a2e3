using System.Globalization;
using System.Text;
using System.Text.Json;
using Nomen.Cli.Formats;

namespace Nomen.Cli.Bench;

/// <summary>Shows the measured targets: a table for a person, or a JSON array.</summary>
internal static class BenchPrinter
{
    private static readonly (string Name, double Share)[] Percentiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1)];

    public static void WriteTable(TextWriter output, IReadOnlyList<BenchTarget> targets, Palette palette)
    {
        List<string[]> rows = [["server", "transport", "asked", "good", "first", .. Percentiles.Select(p => p.Name), "failures"]];
        rows.AddRange(targets.Select(Cells));
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        for (int i = 0; i < rows.Count; i++)
        {
            // Words to the left, numbers to the right.
            string line = string.Join("  ", rows[i].Select((cell, column) => column is < 2 || column == widths.Length - 1 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd();
            bool hasFailed = i > 0 && targets[i - 1].Measured.Failures.Count > 0;
            output.WriteLine(i == 0 ? palette.Dim(line) : hasFailed ? palette.Warning(line) : line);
        }
    }

    public static void WriteJson(TextWriter output, IReadOnlyList<BenchTarget> targets)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartArray();
            foreach (BenchTarget target in targets)
            {
                WriteTarget(writer, target);
            }

            writer.WriteEndArray();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private static void WriteTarget(Utf8JsonWriter writer, BenchTarget target)
    {
        BenchSamples measured = target.Measured;
        writer.WriteStartObject();
        writer.WriteString("server", target.Server.Name);
        writer.WriteString("endpoint", target.Server.EndPoint.ToString());
        writer.WriteString("transport", target.Transport);
        writer.WriteNumber("asked", measured.Asked);
        writer.WriteNumber("good", measured.Good);
        WriteTime(writer, "firstMs", measured.First);
        foreach ((string name, double share) in Percentiles)
        {
            WriteTime(writer, name + "Ms", measured.Percentile(share));
        }

        writer.WriteStartObject("failures");
        foreach ((string failure, int count) in measured.Failures)
        {
            writer.WriteNumber(failure, count);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, TimeSpan? time)
    {
        if (time is { } known)
        {
            writer.WriteNumber(name, Math.Round(known.TotalMilliseconds, 3));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static string[] Cells(BenchTarget target)
    {
        BenchSamples measured = target.Measured;
        return
        [
            target.Server.Name,
            target.Transport,
            measured.Asked.ToString(CultureInfo.InvariantCulture),
            measured.Good.ToString(CultureInfo.InvariantCulture),
            Text(measured.First),
            .. Percentiles.Select(p => Text(measured.Percentile(p.Share))),
            measured.Failures.Count == 0 ? "-" : string.Join(", ", measured.Failures.Select(f => $"{f.Value} {f.Key}")),
        ];
    }

    private static string Text(TimeSpan? time) => time is { } known ? known.TotalMilliseconds.ToString("0.0 ms", CultureInfo.InvariantCulture) : "-";
}
