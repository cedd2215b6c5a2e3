using System.Globalization;

namespace Nomen.Conformance;

/// <summary>The command line, a stable contract.</summary>
internal sealed record CommandLine
{
    /// <summary>How to use the program.</summary>
    public const string Usage = """
        Nomen.Conformance scenarios PATH... [--tsv OUT] [--strict] [--jobs N] [--seed N] [--filter TEXT] [--list] [--trace FILE]
        Nomen.Conformance vectors   PATH... [--tsv OUT]
        """;

    /// <summary><c>scenarios</c> or <c>vectors</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>Files and folders.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Where to write a row for each case.</summary>
    public string? Tsv { get; init; }

    /// <summary>Whether the order of records counts everywhere.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Files run at a time.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Order of ready work; null for first in, first out.</summary>
    public int? Seed { get; init; }

    /// <summary>Only files whose path contains this.</summary>
    public string? Filter { get; init; }

    /// <summary>Whether to list the files and run none.</summary>
    public bool IsList { get; init; }

    /// <summary>Where to write what happened, turn by turn.</summary>
    public string? Trace { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="FormatException">They are not of the form of <see cref="Usage"/>.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        string mode = arguments is [var first, ..] && first is "scenarios" or "vectors" ? arguments[0] : throw new FormatException("expected scenarios or vectors");
        CommandLine read = new() { Mode = mode };
        List<string> paths = [];
        Queue<string> rest = new(arguments.Skip(1));
        while (rest.TryDequeue(out string? word))
        {
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                paths.Add(word);
            }
            else
            {
                read = read.With(word, rest);
            }
        }

        return paths.Count > 0 ? read with { Paths = paths } : throw new FormatException("expected at least one PATH");
    }

    private CommandLine With(string flag, Queue<string> rest) => (flag, Mode) switch
    {
        ("--tsv", _) => this with { Tsv = Value(flag, rest) },
        ("--strict", "scenarios") => this with { IsStrict = true },
        ("--jobs", "scenarios") => this with { Jobs = Math.Max(1, Number(flag, rest)) },
        ("--seed", "scenarios") => this with { Seed = Number(flag, rest) },
        ("--filter", "scenarios") => this with { Filter = Value(flag, rest) },
        ("--list", "scenarios") => this with { IsList = true },
        ("--trace", "scenarios") => this with { Trace = Value(flag, rest) },
        _ => throw new FormatException($"unknown flag {flag}"),
    };

    private static string Value(string flag, Queue<string> rest) => rest.TryDequeue(out string? value) ? value : throw new FormatException($"{flag} needs a value");

    private static int Number(string flag, Queue<string> rest) =>
        int.TryParse(Value(flag, rest), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : throw new FormatException($"{flag} needs a number");
}
