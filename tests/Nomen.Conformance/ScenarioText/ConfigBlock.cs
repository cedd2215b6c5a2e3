using System.Collections.Immutable;
using Nomen.Conformance.Scenarios;

namespace Nomen.Conformance.ScenarioText;

/// <summary>Reads the configuration block: option lines as they are, and the files that come with them (FORMAT.md section 1.1).</summary>
internal static class ConfigBlock
{
    /// <summary>Reads up to CONFIG_END.</summary>
    public static (ImmutableArray<string> Lines, ImmutableArray<ScenarioFile> Files) Read(LineCursor lines)
    {
        ImmutableArray<string>.Builder config = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<ScenarioFile>.Builder files = ImmutableArray.CreateBuilder<ScenarioFile>();
        while (true)
        {
            string line = lines.MoveRaw("CONFIG_END");
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            switch (words.Length == 0 ? string.Empty : words[0])
            {
                case "CONFIG_END":
                    return (config.DrainToImmutable(), files.DrainToImmutable());
                case "AUTOTRUST_FILE":
                    files.Add(new ScenarioFile(Id(words), IsAutotrust: true, ReadRawUntil(lines, "AUTOTRUST_END")));
                    break;
                case "TEMPFILE_CONTENTS":
                    files.Add(new ScenarioFile(Id(words), IsAutotrust: false, ReadRawUntil(lines, "TEMPFILE_END")));
                    break;
                case "":
                case [';' or '#', ..]:
                    break;
                default:
                    config.Add(line);
                    break;
            }
        }

        string Id(string[] words) => words.Length > 1 ? words[1] : throw lines.Error("expected the file's name");
    }

    /// <summary>Reads lines as they are up to one that starts with a word.</summary>
    public static ImmutableArray<string> ReadRawUntil(LineCursor lines, string end)
    {
        ImmutableArray<string>.Builder list = ImmutableArray.CreateBuilder<string>();
        while (true)
        {
            string line = lines.MoveRaw(end);
            if (line.TrimStart().StartsWith(end, StringComparison.Ordinal))
            {
                return list.DrainToImmutable();
            }

            list.Add(line);
        }
    }
}
