namespace Nomen.Conformance.Tests.Corpus;

/// <summary>The tree of scenarios and vectors that lies beside a clone.</summary>
internal static class SharedTree
{
    private static readonly string? Root = Find();

    /// <summary>Why there is none; null when there is one.</summary>
    public static string? WhyMissing { get; } =
        Root is null ? "the shared tree is not beside the clone (set NOMEN_SHARED to the folder that holds scenarios/ and vectors/)" : null;

    /// <summary>A file or folder in it.</summary>
    public static string At(string relative) => Path.Combine(Root ?? throw new InvalidOperationException(WhyMissing), relative);

    /// <summary>Every scenario file.</summary>
    public static IEnumerable<string> Scenarios() =>
        Directory.EnumerateFiles(At("scenarios"), "*rpl", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("NOMEN_SHARED") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Nomen.slnx")))
            {
                string beside = Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared"));
                return Directory.Exists(beside) ? beside : null;
            }
        }

        return null;
    }
}
