using Nomen.Conformance.Scenarios;

namespace Nomen.Conformance.Options;

/// <summary>Reads a scenario's configuration block into options.</summary>
internal static class OptionReader
{
    /// <summary>Reads the block, by the rules of its dialect.</summary>
    /// <exception cref="UnsupportedOptionException">An option that nobody described, or a value that means nothing.</exception>
    public static ScenarioOptions Read(Scenario scenario)
    {
        ScenarioOptions options = new();
        foreach (OptionLine line in Joined(OptionLines.Read(scenario)))
        {
            options = line.Section is "stub-zone" or "forward-zone" && !OptionTable.IsIgnored(line.Key)
                ? ZoneOptionReader.With(options, line)
                : With(options, line, scenario.Dialect);
        }

        foreach (ScenarioFile file in scenario.Files.Where(file => file.IsAutotrust))
        {
            options = Marked(options, "AUTOTRUST_FILE") with { AutotrustFiles = options.AutotrustFiles.Add(file.Id) };
        }

        return options;
    }

    /// <summary>The options with one more that the file sets.</summary>
    public static ScenarioOptions Marked(ScenarioOptions options, string name) => options with { Set = options.Set.Add(name) };

    private static ScenarioOptions With(ScenarioOptions options, OptionLine line, Dialect dialect)
    {
        if (line.IsOpener || OptionTable.IsIgnored(line.Key))
        {
            return options;
        }

        // In this dialect the two root server options have no effect.
        if (dialect == Dialect.Stelline && line.Key is "stub-addr" or "stub-name")
        {
            return options;
        }

        if (!OptionTable.Honoured.Contains(line.Key))
        {
            throw new UnsupportedOptionException(line.Key);
        }

        try
        {
            return Marked(OptionSetters.Apply(options, line.Key, line.Value), line.Key);
        }
        catch (FormatException)
        {
            throw new UnsupportedOptionException(line.Key);
        }
    }

    /// <summary>Puts further words of a value to the option that they belong to.</summary>
    private static IEnumerable<OptionLine> Joined(IEnumerable<OptionLine> lines)
    {
        OptionLine? current = null;
        foreach (OptionLine line in lines)
        {
            if (line.Key == OptionLines.MoreValue && current is { } before)
            {
                current = before with { Value = $"{before.Value} {line.Value}" };
                continue;
            }

            if (current is { } done)
            {
                yield return done;
            }

            current = line;
        }

        if (current is { } last)
        {
            yield return last;
        }
    }
}
