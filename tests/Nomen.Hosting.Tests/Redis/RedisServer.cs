using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Nomen.Hosting.Tests.Redis;

/// <summary>A <c>redis-server</c> on a loopback port, in a directory of its own; killed and removed on disposal.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    public const string Program = "redis-server";

    private const string StartedLine = "Ready to accept connections";

    // The port is free when it is picked and may be taken when it is bound.
    private const int StartAttempts = 3;

    // Only a broken server gets near this; it starts in some milliseconds.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("nomen-redis-");
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _process;

    private RedisServer()
    {
    }

    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>The program's path; null when it is not installed.</summary>
    public static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/sbin")
            .Select(directory => Path.Combine(directory, Program))
            .FirstOrDefault(File.Exists);

    public static async Task<RedisServer> StartAsync()
    {
        RedisServer server = new();
        for (int attempt = 1; attempt <= StartAttempts; attempt++)
        {
            server.EndPoint = new IPEndPoint(IPAddress.Loopback, FreePort());
            if (await server.TryStartAsync())
            {
                return server;
            }
        }

        await server.DisposeAsync();
        throw new InvalidOperationException($"{Program} did not start: {string.Join('\n', server._log)}");
    }

    /// <summary>Ends it at once, with all it holds.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(StartTimeout);
            process.Dispose();
        }
    }

    /// <summary>Starts it again, empty, on the port that it had.</summary>
    public async Task RestartAsync() =>
        Assert.True(await TryStartAsync(), string.Join('\n', _log));

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _directory.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task<bool> TryStartAsync()
    {
        string port = EndPoint.Port.ToString(CultureInfo.InvariantCulture);
        ProcessStartInfo start = new(Find()!, ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", _directory.FullName])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        TaskCompletionSource<bool> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => started.TrySetResult(false);
        _process.OutputDataReceived += (_, line) =>
        {
            _log.Enqueue(line.Data ?? "");
            if (line.Data?.Contains(StartedLine, StringComparison.Ordinal) == true)
            {
                started.TrySetResult(true);
            }
        };
        _process.Start();
        _process.BeginOutputReadLine();
        return await started.Task.WaitAsync(StartTimeout);
    }
}
