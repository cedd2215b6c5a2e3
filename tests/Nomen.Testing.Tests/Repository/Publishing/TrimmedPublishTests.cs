using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Nomen.Testing.Tests.Repository.Publishing;

/// <summary>The libraries survive trimming: published self-contained, rooted whole, with warnings as errors, and then run.</summary>
public sealed class TrimmedPublishTests : IDisposable
{
    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("nomen-trim-");

    public void Dispose() => _copy.Delete(recursive: true);

    [BuildMachineFact]
    public async Task A_trimmed_program_publishes_without_a_warning_and_runs()
    {
        // A copy of the sources, since publishing for one platform would disturb the build outputs that other tests run.
        CopySources();
        string output = Path.Combine(_copy.FullName, "out");

        (int status, string log) = await RunAsync(
            "dotnet", "publish", "samples/TrimCheck", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--nologo", "-v", "quiet", "-p:UseSharedCompilation=false", "-o", output);

        Assert.True(status == 0, log);
        Assert.Equal((0, "www.example.org. IN AAAA, of 3 labels"), await RunAsync(Path.Combine(output, "TrimCheck"), "www.example.org"));
    }

    private void CopySources()
    {
        IEnumerable<string> files = new[] { "src", "samples" }.SelectMany(folder => RepositoryFiles.Under(folder, "*"))
            .Concat(["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "README.md"])
            .Where(RepositoryFiles.FileExists);
        foreach (string file in files)
        {
            string target = Path.Combine(_copy.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(RepositoryFiles.Root, file), target);
        }
    }

    private async Task<(int Status, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _copy.FullName, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };

        // The test host's own MSBuild settings must not reach a build of another folder.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        // Build servers would inherit the pipes and hold them open after the command has ended.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, (output + await errors).Trim());
    }
}
