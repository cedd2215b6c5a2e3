using Nomen.Cli.Arguments;

namespace Nomen.Cli.Formats;

/// <summary>From the arguments to the format.</summary>
internal static class ResponseFormats
{
    /// <summary>Pretty on a terminal and dig's when piped, unless one was asked for.</summary>
    /// <param name="arguments">The command line, or a line of a batch file.</param>
    /// <param name="isTerminal">Whether a person looks.</param>
    /// <param name="palette">Colours.</param>
    public static ResponseFormat Create(QueryArguments arguments, bool isTerminal, Palette palette) => (arguments.Format ?? (isTerminal ? OutputFormat.Pretty : OutputFormat.Dig)) switch
    {
        OutputFormat.Pretty => new PrettyFormat(arguments.Display, palette),
        OutputFormat.Short => new ShortFormat(arguments.Display),
        OutputFormat.Zone => new ZoneFormat(arguments.Display),
        OutputFormat.Hex => new HexFormat(),
        OutputFormat.Json => new JsonFormat(indented: true),
        OutputFormat.Jsonl => new JsonFormat(indented: false),
        OutputFormat.Yaml => new YamlFormat(arguments.Display),
        _ => new DigFormat(arguments),
    };
}
