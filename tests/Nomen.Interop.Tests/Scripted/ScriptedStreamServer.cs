using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Nomen.Interop.Tests.Scripted;

/// <summary>A TCP listener on loopback that plays one script per connection: for what no real server does on demand.</summary>
internal sealed class ScriptedStreamServer : IAsyncDisposable
{
    private readonly Func<Socket, Task> _script;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Socket> _accepted = [];
    private readonly Task _accepting;

    /// <summary>Listens at once. The connection is closed when the script returns, if the script has not done so.</summary>
    public ScriptedStreamServer(Func<Socket, Task> script)
    {
        _script = script;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>How many connections were accepted so far.</summary>
    public int Connections => _accepted.Count;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        foreach (Socket connection in _accepted)
        {
            connection.Dispose();
        }

        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> playing = [];

        try
        {
            while (true)
            {
                Socket connection = await _listener.AcceptAsync(_stop.Token);
                _accepted.Add(connection);
                playing.Add(PlayAsync(connection));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(playing);
        }
    }

    private async Task PlayAsync(Socket connection)
    {
        try
        {
            await _script(connection);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The client went away, or the test is over: nothing is left to play.
        }
        finally
        {
            connection.Dispose();
        }
    }
}
