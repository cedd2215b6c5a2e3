using System.Diagnostics;
using System.Net;
using System.Text;
using Nomen.Interop.Tests.Raw;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Servers;

/// <summary>A real name server on a loopback port, in a directory of its own, killed and removed on disposal.</summary>
/// <remarks>
/// It counts as started when its log says so and it answers for its own <see cref="ServerSite.Instance"/> over UDP and over TCP,
/// so that neither a port taken by somebody else nor a zone that failed to load goes unnoticed.
/// </remarks>
internal sealed class NameServerProcess : IAsyncDisposable
{
    // The port is free when it is picked and may be taken when it is bound; three clashes in a row mean something else is wrong.
    private const int StartAttempts = 3;

    // Only a broken server gets near this; the slowest here starts in well under a second.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly ServerSite _site;
    private readonly ServerLog _log;
    private readonly Process _process;

    private NameServerProcess(IServerSetup setup)
    {
        string program = InstalledProgram.Find(setup.Program) ?? throw new InvalidOperationException($"{setup.Program} is not installed");
        DirectoryInfo directory = Directory.CreateTempSubdirectory($"nomen-{setup.Program}-");

        _site = new ServerSite(directory, LoopbackPort.Free(), LoopbackPort.Free(), LoopbackPort.Free(), Guid.NewGuid().ToString("N"));
        _log = new ServerLog(setup.StartedLine);
        _process = CreateProcess(program, setup.Configure(_site), directory);
    }

    /// <summary>For UDP and TCP.</summary>
    public IPEndPoint EndPoint => new(IPAddress.Loopback, _site.Port);

    /// <summary>For TLS, of the servers that have it.</summary>
    public IPEndPoint TlsEndPoint => new(IPAddress.Loopback, _site.TlsPort);

    /// <summary>For HTTPS, of the servers that have it.</summary>
    public IPEndPoint HttpsEndPoint => new(IPAddress.Loopback, _site.HttpsPort);

    public static async Task<NameServerProcess> StartAsync(IServerSetup setup)
    {
        StringBuilder failures = new();

        for (int attempt = 1; attempt <= StartAttempts; attempt++)
        {
            NameServerProcess server = new(setup);
            string? failure = await server.WhyNotStartedAsync();
            if (failure is null)
            {
                return server;
            }

            failures.AppendLine(failure).AppendLine(server._log.ToString());
            await server.DisposeAsync();
        }

        throw new InvalidOperationException($"{setup.Program} did not start:{Environment.NewLine}{failures}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // NSD forks; its children must not outlive the test run.
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync().WaitAsync(StartTimeout);
        _process.Dispose();
        _site.Directory.Delete(recursive: true);
    }

    private async Task<string?> WhyNotStartedAsync()
    {
        _process.Exited += (_, _) => _log.End();
        _process.OutputDataReceived += (_, line) => _log.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _log.Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        try
        {
            if (!await _log.Started.WaitAsync(StartTimeout))
            {
                return $"port {_site.Port}: ended before it was ready";
            }

            byte[] question = RawQuery.Build(LabZone.InstanceName, RawQuery.Txt);
            bool answers = IsThisInstance(await RawExchange.OverUdpAsync(EndPoint, question))
                && IsThisInstance(await RawExchange.OverTcpAsync(EndPoint, question));
            return answers ? null : $"port {_site.Port}: another server answers there, or the zone is not loaded";
        }
        catch (Exception e) when (e is TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            return $"port {_site.Port}: {e.Message}";
        }
    }

    private bool IsThisInstance(byte[] response) => response.AsSpan().IndexOf(Encoding.ASCII.GetBytes(_site.Instance)) >= 0;

    private static Process CreateProcess(string program, IReadOnlyList<string> arguments, DirectoryInfo directory)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = directory.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        return new Process { StartInfo = start, EnableRaisingEvents = true };
    }
}
