using System.Net;

namespace Nomen.Interop.Tests.Dig;

/// <summary>The command <c>nomen</c> as it was built for these tests, run as a program of its own.</summary>
internal static class NomenProgram
{
    /// <summary>Runs <c>nomen</c> with its output in a pipe, where it prints dig's format by default.</summary>
    public static Task<ProgramRun> RunAsync(IPEndPoint server, params string[] arguments) => RunAsync([.. InstalledDig.Server(server), .. arguments]);

    /// <summary>The same, with the server among the arguments.</summary>
    public static Task<ProgramRun> RunAsync(IReadOnlyList<string> arguments)
    {
        // Set by the SDK for what it starts; the test host itself may be another program than dotnet.
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string program = Path.Combine(AppContext.BaseDirectory, "nomen.dll");

        return ProgramRun.RunAsync(dotnet, [program, .. arguments]);
    }
}
