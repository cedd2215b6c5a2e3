using System.Collections.Immutable;
using System.Globalization;
using Nomen.Conformance.Scenarios;

namespace Nomen.Conformance.ScenarioText;

/// <summary>Reads a scenario file of any dialect: configuration, then ranges and steps in any order (FORMAT.md section 1).</summary>
internal sealed class ScenarioParser
{
    private readonly Dialect _dialect;
    private readonly LineCursor _lines;
    private readonly EntryParser _entries;
    private readonly ImmutableArray<ScenarioRange>.Builder _ranges = ImmutableArray.CreateBuilder<ScenarioRange>();
    private readonly ImmutableArray<ScenarioStep>.Builder _steps = ImmutableArray.CreateBuilder<ScenarioStep>();

    private ScenarioParser(string text, Dialect dialect)
    {
        _dialect = dialect;
        _lines = new LineCursor(text, quotesCount: dialect != Dialect.Stelline);
        _entries = new EntryParser(_lines, dialect);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ScenarioException">It cannot be read.</exception>
    public static Scenario Parse(string text, Dialect dialect) => new ScenarioParser(text, dialect).Read();

    private Scenario Read()
    {
        (ImmutableArray<string> config, ImmutableArray<ScenarioFile> files) = ConfigBlock.Read(_lines);
        _lines.Move("SCENARIO_BEGIN");
        if (_lines.Keyword != "SCENARIO_BEGIN")
        {
            throw _lines.Error("expected SCENARIO_BEGIN");
        }

        string title = _lines.Rest;
        ReadBody();
        return new Scenario
        {
            Dialect = _dialect,
            Title = title,
            Config = config,
            Files = files,
            Ranges = _ranges.DrainToImmutable(),
            Steps = _steps.DrainToImmutable(),
        };
    }

    private void ReadBody()
    {
        while (true)
        {
            _lines.Move("SCENARIO_END");
            switch (_lines.Keyword)
            {
                case "SCENARIO_END":
                    return;
                case "RANGE_BEGIN":
                    _ranges.Add(ReadRange());
                    break;
                case "STEP":
                    _steps.Add(ReadStep());
                    break;
                default:
                    // One reference parser ignores such lines, and the corpus has some.
                    break;
            }
        }
    }

    private ScenarioRange ReadRange()
    {
        string[] words = _lines.Words;
        if (words.Length < 2)
        {
            throw _lines.Error("expected RANGE_BEGIN with two step numbers");
        }

        int from = ReadNumber(words[0]);
        int to = ReadNumber(words[1]);
        List<string> addresses = [.. words[2..]];
        ImmutableArray<ScenarioEntry>.Builder entries = ImmutableArray.CreateBuilder<ScenarioEntry>();
        while (true)
        {
            _lines.Move("RANGE_END");
            switch (_lines.Keyword)
            {
                case "RANGE_END":
                    return new ScenarioRange(from, to, [.. addresses], entries.DrainToImmutable());
                case "ADDRESS":
                    addresses.AddRange(_lines.Words);
                    break;
                case "ENTRY_BEGIN":
                    entries.Add(_entries.Read());
                    break;
                case "$ORIGIN" or "$TTL":
                    _entries.ReadDirective();
                    break;
                default:
                    throw _lines.Error($"expected ADDRESS, ENTRY_BEGIN or RANGE_END, found {_lines.Keyword}");
            }
        }
    }

    private ScenarioStep ReadStep()
    {
        string[] words = _lines.Words;
        if (words.Length < 2 || !StepWords.TryGetKind(words[1], out StepKind kind))
        {
            throw _lines.Error("expected STEP with a number and a kind");
        }

        int number = ReadNumber(words[0]);
        if (_steps.Count > 0 && number <= _steps[^1].Number)
        {
            throw _lines.Error($"step {number} does not come after step {_steps[^1].Number}");
        }

        ScenarioStep step = new(number, kind) { Arguments = string.Join(' ', words[2..]) };
        return kind switch
        {
            StepKind.Query or StepKind.CheckAnswer or StepKind.CheckOutQuery or StepKind.Reply => step with { Entry = ReadStepEntry() },
            StepKind.CheckAutotrust or StepKind.CheckTempfile => step with { FileLines = ReadFile() },
            _ => step,
        };
    }

    private ScenarioEntry ReadStepEntry()
    {
        _lines.Move("the step's ENTRY_BEGIN");
        return _lines.Keyword == "ENTRY_BEGIN" ? _entries.Read() : throw _lines.Error("expected ENTRY_BEGIN");
    }

    private ImmutableArray<string> ReadFile()
    {
        _lines.Move("FILE_BEGIN");
        return _lines.Keyword == "FILE_BEGIN" ? ConfigBlock.ReadRawUntil(_lines, "FILE_END") : throw _lines.Error("expected FILE_BEGIN");
    }

    private int ReadNumber(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw _lines.Error($"expected a step number, found {word}");
}
