using System.Diagnostics.CodeAnalysis;

namespace Nomen.Dns.MasterFiles;

/// <summary>Keeps <c>$INCLUDE</c> inside one directory: links and <c>..</c> are resolved first, then the place is compared.</summary>
internal sealed class IncludeGuard
{
    /// <summary>Links followed on one path: Linux gives up after 40, too (path_resolution(7)).</summary>
    private const int MaxLinks = 40;

    /// <summary>Longest path in characters: that of Linux (PATH_MAX). Each of its parts costs a look at the disk.</summary>
    private const int MaxPath = 4096;

    private readonly string _root;

    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public IncludeGuard(string root)
    {
        string full = Path.GetFullPath(root);
        _root = Directory.Exists(full) && TryResolve(full, out string? resolved)
            ? Path.TrimEndingDirectorySeparator(resolved)
            : throw new DirectoryNotFoundException($"The directory for $INCLUDE does not exist: {root}");
    }

    /// <summary>The real path of an included file; false when it lies elsewhere or its links do not end.</summary>
    public bool TryLocate(string name, [NotNullWhen(true)] out string? path)
    {
        path = null;
        return name.Length <= MaxPath && TryResolve(Path.GetFullPath(Path.Combine(_root, name)), out path) && IsInside(path);
    }

    private static bool TryResolve(string path, [NotNullWhen(true)] out string? resolved)
    {
        resolved = null;
        for (int links = 0; links <= MaxLinks; links++)
        {
            if (!TryFollowFirstLink(ref path))
            {
                resolved = path;
                return true;
            }
        }

        return false;
    }

    /// <summary>Replaces the first link on the way by its target; false when there is none.</summary>
    private static bool TryFollowFirstLink(ref string path)
    {
        string top = Path.GetPathRoot(path)!;
        string seen = top;
        foreach (string part in path[top.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            seen = Path.Combine(seen, part);
            if (new FileInfo(seen).LinkTarget is { } target)
            {
                string rest = path[seen.Length..].TrimStart(Path.DirectorySeparatorChar);
                path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(seen)!, target, rest));
                return true;
            }
        }

        return false;
    }

    private bool IsInside(string path) => path.Length > _root.Length
        && path.StartsWith(_root, StringComparison.Ordinal)
        && (Path.EndsInDirectorySeparator(_root) || path[_root.Length] == Path.DirectorySeparatorChar);
}
