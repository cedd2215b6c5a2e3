namespace Nomen.Interop.Tests.Servers;

/// <summary>Finds the programs of the distribution that the tests run.</summary>
internal static class InstalledProgram
{
    // Debian installs the servers where only root's PATH looks.
    private static readonly string[] SystemDirectories = ["/usr/sbin", "/sbin", "/usr/local/sbin"];

    /// <summary>The full path of the program, or null when it is not installed. A path is returned as it is.</summary>
    public static string? Find(string program)
    {
        if (Path.IsPathRooted(program))
        {
            return program;
        }

        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

        return path.Concat(SystemDirectories)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Why a test that needs these programs can't run, or null when all of them are installed.</summary>
    public static string? WhyMissing(IEnumerable<string> programs)
    {
        string[] missing = [.. programs.Where(program => Find(program) is null)];

        return missing.Length == 0 ? null : $"not installed: {string.Join(", ", missing)}";
    }

    /// <summary>The programs that a server needs: Unbound forwards to NSD, so it needs both.</summary>
    public static string[] Of(Server server) => server switch
    {
        Server.Nsd or Server.NsdThreeQueries => ["nsd"],
        Server.Bind => ["named"],
        Server.Knot => ["knotd"],
        Server.Unbound => ["unbound", "nsd"],
        _ => throw new ArgumentOutOfRangeException(nameof(server), server, "no such server"),
    };
}
