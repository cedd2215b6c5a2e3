namespace Nomen.Cli.Arguments;

/// <summary>The <c>--options</c> of our own; every <c>+flag</c> may be written <c>--flag</c> as well.</summary>
internal static class LongOptions
{
    private static readonly Dictionary<string, OutputFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pretty"] = OutputFormat.Pretty,
        ["dig"] = OutputFormat.Dig,
        ["short"] = OutputFormat.Short,
        ["json"] = OutputFormat.Json,
        ["jsonl"] = OutputFormat.Jsonl,
        ["zone"] = OutputFormat.Zone,
        ["hex"] = OutputFormat.Hex,
        ["yaml"] = OutputFormat.Yaml,
    };

    /// <summary>Names of the options that are no flags, for whoever mistypes one.</summary>
    public static IEnumerable<string> Names => ["format", "color", "fail", "dry-run", .. Formats.Keys];

    /// <summary>Applies an option as written, without its "--".</summary>
    /// <exception cref="UsageException">No such option, or a bad value.</exception>
    public static QueryArguments Apply(QueryArguments arguments, string written, Queue<string> following)
    {
        int equals = written.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? written : written[..equals];
        string? value = equals < 0 ? null : written[(equals + 1)..];
        switch (name)
        {
            case "format":
                string format = value ?? Next(name, following);
                return arguments with { Format = Formats.TryGetValue(format, out OutputFormat chosen) ? chosen : throw Unknown("format", format, Formats.Keys) };
            case "color" or "colour":
                string color = value ?? Next(name, following);
                return arguments with { Color = Enum.TryParse(color, ignoreCase: true, out ColorMode mode) ? mode : throw Unknown("color", color, ["auto", "always", "never"]) };
            case "fail":
                return arguments with { Fail = value is null ? FailSelection.All : ReadFail(value) };
            case "dry-run":
                return arguments with { DryRun = true };
            default:
                return value is null && Formats.TryGetValue(name, out OutputFormat direct)
                    ? arguments with { Format = direct }
                    : FlagTable.Apply(arguments, written, "--");
        }
    }

    private static FailSelection ReadFail(string value)
    {
        FailSelection selection = FailSelection.None;
        foreach (string word in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            selection |= Enum.TryParse(word, ignoreCase: true, out FailSelection one) && one != FailSelection.None ? one : throw Unknown("fail", word, ["nodata", "nxdomain", "servfail", "refused", "partial", "all"]);
        }

        return selection;
    }

    private static string Next(string name, Queue<string> following) =>
        following.TryDequeue(out string? value) ? value : throw new UsageException($"option '--{name}' needs a value");

    private static UsageException Unknown(string option, string value, IEnumerable<string> known)
    {
        string? near = Nearest.Find(value.ToUpperInvariant(), known.Select(k => k.ToUpperInvariant()));
        return new UsageException($"option '--{option}' takes {string.Join(", ", known)}, not '{value}'{(near is null ? string.Empty : $"; did you mean '{near.ToLowerInvariant()}'?")}");
    }
}
