using System.Net;
using System.Net.Sockets;
using Nomen.Dns.Transports;

namespace Nomen.Server.Listeners;

/// <summary>One listening TCP socket: takes connections, and closes at once those that there is no place for.</summary>
internal sealed class StreamListener : IAsyncDisposable
{
    // When the system has no handle left, asking again at once would only burn the processor.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket;
    private readonly ListenAddress _address;
    private readonly ListenerContext _context;
    private readonly bool _closesOthers;
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;

    /// <param name="socket">A listening socket, owned.</param>
    /// <param name="address">Its address.</param>
    /// <param name="closesOthers">Whether clients that may not ask are cut off rather than told.</param>
    /// <param name="context">What the server's listeners share.</param>
    public StreamListener(Socket socket, ListenAddress address, bool closesOthers, ListenerContext context)
    {
        _socket = socket;
        _address = address;
        _closesOthers = closesOthers;
        _context = context;
    }

    /// <summary>Starts to take connections.</summary>
    public void Start() => _accepting = AcceptAsync();

    /// <summary>Takes no more connections.</summary>
    public void Stop() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        Stop();
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Admit(await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false));
            }
            catch (Exception exception) when (_stop.IsCancellationRequested && exception is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
            catch (SocketException exception)
            {
                ServerLog.ReceiveFailed(_context.Logger, _address, exception);
                await Task.Delay(PauseAfterFailure, _context.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Admit(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            IPEndPoint client = (IPEndPoint)socket.RemoteEndPoint!;
            ServerConnection connection = new(new NetworkStream(socket, ownsSocket: true), client, DnsProtocol.Tcp, _context);
            bool isUnwanted = _closesOthers && !_context.Pipeline.IsAllowed(new ClientAddress(client, DnsProtocol.Tcp));
            if (isUnwanted)
            {
                _context.Counters.Add(ServerCounter.ConnectionsRejected);
            }

            if (isUnwanted || !_context.Connections.TryAdd(connection))
            {
                connection.Dispose();
                return;
            }

            _ = connection.RunAsync();
        }
        catch (SocketException)
        {
            // The client hung up before we looked.
            socket.Dispose();
        }
    }
}
