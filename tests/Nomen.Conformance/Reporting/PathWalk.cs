namespace Nomen.Conformance.Reporting;

/// <summary>Finds the files under a path.</summary>
internal static class PathWalk
{
    /// <summary>The file itself, or all files of the folder that are wanted, in ordinal order.</summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public static IEnumerable<string> Files(string path, Predicate<string> isWanted)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => isWanted(file)).Order(StringComparer.Ordinal)
            : throw new FileNotFoundException($"{path}: no such file or folder", path);
    }
}
