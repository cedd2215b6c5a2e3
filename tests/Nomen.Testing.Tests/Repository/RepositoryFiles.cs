namespace Nomen.Testing.Tests.Repository;

/// <summary>The checkout that the tests run in, found by walking up from the test assembly to the solution file.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] Built = ["bin", "obj", "artifacts", "TestResults", ".git", "BenchmarkDotNet.Artifacts"];

    internal static string Root { get; } = FindRoot();

    /// <summary>Files under a folder of the checkout, as paths from its root with forward slashes, in ordinal order.</summary>
    internal static IReadOnlyList<string> Under(string folder, string pattern)
    {
        string start = Path.Combine(Root, folder);
        IEnumerable<string> files = Directory.Exists(start) ? Enumerate(start, pattern) : [];
        return [.. files.Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every C# file that people write: product, tests, benchmarks and samples.</summary>
    internal static IReadOnlyList<string> Sources() =>
        [.. new[] { "src", "tests", "bench", "samples" }.SelectMany(folder => Under(folder, "*.cs"))];

    internal static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    internal static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    internal static bool FolderExists(string path) => Directory.Exists(Path.Combine(Root, path));

    internal static bool FileExists(string path) => File.Exists(Path.Combine(Root, path));

    private static IEnumerable<string> Enumerate(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !Built.Contains(Path.GetFileName(child), StringComparer.Ordinal))
                .SelectMany(child => Enumerate(child, pattern)));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Nomen.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Nomen.slnx in or above {AppContext.BaseDirectory}: the tests must run inside a checkout.");
    }
}
