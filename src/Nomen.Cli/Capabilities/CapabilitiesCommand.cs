using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Nomen.Cli.Arguments;
using Nomen.Cli.Formats;
using Nomen.Client.Capabilities;

namespace Nomen.Cli.Capabilities;

/// <summary><c>nomen capabilities</c>: which transports and algorithms work on this machine, and why not.</summary>
internal static class CapabilitiesCommand
{
    /// <summary>Runs the verb.</summary>
    /// <exception cref="UsageException">The words cannot be understood.</exception>
    public static async Task<ExitCode> RunAsync(IReadOnlyList<string> words, CommandContext context, CancellationToken cancellationToken)
    {
        QueryArguments arguments = ArgumentParser.Parse(words);
        ImmutableArray<PlatformCapability> found = await PlatformCapabilities.ProbeAsync(cancellationToken);
        if (arguments.Format is OutputFormat.Json or OutputFormat.Jsonl)
        {
            WriteJson(context.Output, found);
        }
        else
        {
            WriteTable(context.Output, found, Palette.For(arguments.Color, context.IsTerminal, context.Environment));
        }

        return ExitCode.Ok;
    }

    private static void WriteTable(TextWriter output, ImmutableArray<PlatformCapability> found, Palette palette)
    {
        int width = found.Max(capability => capability.Name.Length);
        foreach (PlatformCapability capability in found)
        {
            string verdict = capability.Works ? palette.Good("works") : $"{palette.Bad("no")}     {capability.Detail}";
            output.WriteLine($"{capability.Name.PadRight(width)}  {verdict}");
        }
    }

    private static void WriteJson(TextWriter output, ImmutableArray<PlatformCapability> found)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartArray();
            foreach (PlatformCapability capability in found)
            {
                writer.WriteStartObject();
                writer.WriteString("name", capability.Name);
                writer.WriteBoolean("works", capability.Works);
                writer.WriteString("detail", capability.Detail);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }
}
