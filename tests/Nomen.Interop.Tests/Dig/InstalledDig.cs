using System.Globalization;
using System.Net;

namespace Nomen.Interop.Tests.Dig;

/// <summary>The distribution's <c>dig</c> (BIND) and <c>kdig</c> (Knot), asking a server of the lab.</summary>
internal static class InstalledDig
{
    /// <summary>Runs <c>dig</c> without the user's <c>.digrc</c>.</summary>
    public static Task<ProgramRun> DigAsync(IPEndPoint server, params string[] arguments) =>
        ProgramRun.RunAsync("dig", ["-r", .. Server(server), .. arguments]);

    /// <summary>Runs <c>kdig</c>.</summary>
    public static Task<ProgramRun> KdigAsync(IPEndPoint server, params string[] arguments) =>
        ProgramRun.RunAsync("kdig", [.. Server(server), .. arguments]);

    /// <summary>The words that name the server, as dig, kdig and <c>nomen</c> take them.</summary>
    public static string[] Server(IPEndPoint server) => [$"@{server.Address}", "-p", server.Port.ToString(CultureInfo.InvariantCulture)];
}
