using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Nomen.Dns.Tests.Vectors;

/// <summary>The vectors, which lie beside the repository; a clone without them skips their tests.</summary>
internal static class SharedFolder
{
    private static readonly ConcurrentDictionary<string, JsonElement[]> Objects = new();

    /// <summary>The folder, or null: <c>NOMEN_SHARED</c>, else <c>shared</c> beside the repository.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("NOMEN_SHARED") ?? Beside(RepositoryRoot());

    /// <summary>Lines of a tab-separated file as column name to value.</summary>
    public static IEnumerable<Dictionary<string, string>> ReadTable(string relativePath)
    {
        string[] lines = File.ReadAllLines(System.IO.Path.Combine(Path!, relativePath));
        string[] columns = lines[0].Split('\t');
        return lines.Skip(1).Select(line => columns.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>Objects of a file with one JSON object a line; each file is parsed once.</summary>
    public static IEnumerable<JsonElement> ReadObjects(string relativePath) => Objects.GetOrAdd(
        relativePath,
        static path => [.. File.ReadLines(System.IO.Path.Combine(Path!, path)).Select(line => JsonDocument.Parse(line).RootElement)]);

    private static string RepositoryRoot([CallerFilePath] string thisFile = "")
    {
        string start = Directory.Exists(System.IO.Path.GetDirectoryName(thisFile)) ? thisFile : AppContext.BaseDirectory;
        DirectoryInfo? folder = new(System.IO.Path.GetDirectoryName(start)!);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Nomen.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }

    private static string? Beside(string root)
    {
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(root, "..", "shared"));
        return Directory.Exists(System.IO.Path.Combine(path, "vectors")) ? path : null;
    }
}
