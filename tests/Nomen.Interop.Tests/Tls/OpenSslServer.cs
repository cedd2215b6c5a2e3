using System.Diagnostics;
using System.Net;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Tls;

/// <summary>OpenSSL's own test server, which asks every client for a certificate and refuses those that it does not know; it speaks no DNS.</summary>
internal sealed class OpenSslServer : IAsyncDisposable
{
    public const string Program = "openssl";

    private const string Ready = "ACCEPT ";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _directory;
    private readonly Process _process;

    private OpenSslServer(DirectoryInfo directory, Process process, IPEndPoint endPoint)
    {
        _directory = directory;
        _process = process;
        EndPoint = endPoint;
    }

    public IPEndPoint EndPoint { get; }

    public static async Task<OpenSslServer> StartAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("nomen-openssl-");
        LabCertificate.WriteTo(directory);
        Process process = new()
        {
            StartInfo = new ProcessStartInfo(InstalledProgram.Find(Program)!, [
                "s_server", "-accept", "127.0.0.1:0", "-cert", LabCertificate.CertificateFile, "-key", LabCertificate.KeyFile,
                "-Verify", "1", "-verify_return_error", "-tls1_3", "-alpn", "dot"])
            {
                WorkingDirectory = directory.FullName,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        process.ErrorDataReceived += (_, _) => { };
        process.Start();
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Limit) is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                // Nobody reads the rest, which is a few lines for each connection.
                return new OpenSslServer(directory, process, IPEndPoint.Parse(line[Ready.Length..]));
            }
        }

        throw new InvalidOperationException("openssl s_server ended before it was ready");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Limit);
        _process.Dispose();
        _directory.Delete(recursive: true);
    }
}
