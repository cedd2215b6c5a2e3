namespace Nomen.Cli;

/// <summary>The command's version, as the build set it.</summary>
internal static class Versions
{
    /// <summary>For example <c>0.1.0</c>.</summary>
    public static string Product { get; } = typeof(Versions).Assembly.GetName().Version is { } version ? version.ToString(3) : "0.0.0";
}
