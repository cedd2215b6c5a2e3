using System.Globalization;
using System.Text;
using Nomen.Conformance.Scenarios;

namespace Nomen.Conformance.ScenarioText;

/// <summary>Writes a scenario so that reading it back gives the same one.</summary>
internal static class ScenarioPrinter
{
    /// <summary>The file's text.</summary>
    public static string Print(Scenario scenario)
    {
        StringBuilder text = new();
        PrintConfig(scenario, text);
        text.Append("SCENARIO_BEGIN ").AppendLine(scenario.Title);
        EntryPrinter entries = new(text, scenario.Dialect);
        foreach (ScenarioRange range in scenario.Ranges)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"RANGE_BEGIN {range.From} {range.To}");
            foreach (string address in range.Addresses)
            {
                text.Append("ADDRESS ").AppendLine(address);
            }

            foreach (ScenarioEntry entry in range.Entries)
            {
                entries.Print(entry);
            }

            text.AppendLine("RANGE_END");
        }

        foreach (ScenarioStep step in scenario.Steps)
        {
            PrintStep(step, text, entries);
        }

        return text.AppendLine("SCENARIO_END").ToString();
    }

    private static void PrintConfig(Scenario scenario, StringBuilder text)
    {
        foreach (string line in scenario.Config)
        {
            text.AppendLine(line);
        }

        foreach (ScenarioFile file in scenario.Files)
        {
            text.Append(file.IsAutotrust ? "AUTOTRUST_FILE " : "TEMPFILE_CONTENTS ").AppendLine(file.Id);
            text.AppendJoin(string.Empty, file.Lines.Select(line => line + Environment.NewLine));
            text.AppendLine(file.IsAutotrust ? "AUTOTRUST_END" : "TEMPFILE_END");
        }

        text.AppendLine("CONFIG_END");
    }

    private static void PrintStep(ScenarioStep step, StringBuilder text, EntryPrinter entries)
    {
        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"STEP {step.Number} {StepWords.Of(step.Kind)} {step.Arguments}").TrimEnd());
        if (step.Entry is { } entry)
        {
            entries.Print(entry);
        }

        if (step.Kind is StepKind.CheckAutotrust or StepKind.CheckTempfile)
        {
            text.AppendLine("FILE_BEGIN");
            text.AppendJoin(string.Empty, step.FileLines.Select(line => line + Environment.NewLine));
            text.AppendLine("FILE_END");
        }
    }
}
