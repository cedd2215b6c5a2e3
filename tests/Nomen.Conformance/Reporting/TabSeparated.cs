using System.Text;

namespace Nomen.Conformance.Reporting;

/// <summary>Tab-separated files: a header line, a line for each row, no quoting.</summary>
internal static class TabSeparated
{
    /// <summary>Writes a file.</summary>
    public static void Write(string path, string[] header, IEnumerable<string[]> rows) =>
        File.WriteAllLines(path, rows.Prepend(header).Select(fields => string.Join('\t', fields.Select(Field))), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    /// <summary>Reads a file: column name to field.</summary>
    /// <exception cref="FormatException">A line has another number of fields than the header.</exception>
    public static IEnumerable<Dictionary<string, string>> Read(string path)
    {
        string[]? header = null;
        foreach (string line in File.ReadLines(path))
        {
            string[] fields = line.Split('\t');
            if (header is null)
            {
                header = fields;
                continue;
            }

            // Fields that are empty at the end of a line may have been lost.
            if (fields.Length > header.Length)
            {
                throw new FormatException($"{path}: a line with {fields.Length} fields under a header of {header.Length}");
            }

            yield return header.Select((name, i) => (name, i)).ToDictionary(column => column.name, column => column.i < fields.Length ? fields[column.i] : string.Empty, StringComparer.Ordinal);
        }
    }

    private static string Field(string text) => text.Replace('\t', ' ').ReplaceLineEndings(" ");
}
