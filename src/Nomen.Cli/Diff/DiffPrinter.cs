using System.Text;
using System.Text.Json;
using Nomen.Cli.Formats;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Diff;

/// <summary>Shows comparisons: for a person, or a JSON object each.</summary>
internal sealed class DiffPrinter(TextWriter output, Palette palette, bool isJson)
{
    public void Write(AnswerComparison comparison)
    {
        if (isJson)
        {
            WriteJson(comparison);
            return;
        }

        string verdict = comparison.IsSame ? palette.Good("same") : palette.Bad("differs");
        output.WriteLine($"{palette.Name(comparison.Question.Name.ToString())}  {palette.Type(comparison.Question.Type.ToMnemonic())}  {verdict}");
        foreach (IGrouping<string, ServerAnswer> status in comparison.Answers.GroupBy(answer => answer.Status, StringComparer.Ordinal))
        {
            string counts = string.Join(", ", status.Select(answer => answer.Records.Length).Distinct().Order());
            output.WriteLine($"  {status.Key}  {counts} records  {palette.Dim(string.Join(", ", status.Select(answer => answer.Server)))}");
        }

        foreach (RecordDifference difference in comparison.Differences)
        {
            string record = TerminalText.Printable(difference.Record.ToString());
            output.WriteLine($"  {palette.Warning("only at")} {string.Join(", ", difference.At)}: {record}  {palette.Dim($"(not at {string.Join(", ", difference.NotAt)})")}");
        }
    }

    private void WriteJson(AnswerComparison comparison)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("name", comparison.Question.Name.ToString());
            writer.WriteString("type", comparison.Question.Type.ToMnemonic());
            writer.WriteBoolean("same", comparison.IsSame);
            writer.WriteStartArray("answers");
            foreach (ServerAnswer answer in comparison.Answers)
            {
                writer.WriteStartObject();
                writer.WriteString("server", answer.Server);
                writer.WriteString("status", answer.Status);
                writer.WriteNumber("records", answer.Records.Length);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteStartArray("differences");
            foreach (RecordDifference difference in comparison.Differences)
            {
                writer.WriteStartObject();
                writer.WriteString("record", difference.Record.ToString());
                WriteServers(writer, "at", difference.At);
                WriteServers(writer, "notAt", difference.NotAt);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }

    private static void WriteServers(Utf8JsonWriter writer, string name, IEnumerable<string> servers)
    {
        writer.WriteStartArray(name);
        foreach (string server in servers)
        {
            writer.WriteStringValue(server);
        }

        writer.WriteEndArray();
    }
}
