using System.Diagnostics;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Dig;

/// <summary>What a program wrote, and how it ended.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    // dig gives up by itself after 15 s; only a hang gets here.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Runs the program to its end, in the C locale and in UTC.</summary>
    public static async Task<ProgramRun> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        string path = InstalledProgram.Find(program) ?? throw new InvalidOperationException($"{program} is not installed");
        ProcessStartInfo start = new(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["LC_ALL"] = "C", ["TZ"] = "UTC" },
        };

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{path} did not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Timeout);

        return new ProgramRun(process.ExitCode, await output, await errors);
    }
}
