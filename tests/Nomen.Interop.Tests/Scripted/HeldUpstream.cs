using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Nomen.Interop.Tests.Scripted;

/// <summary>
/// A UDP server that answers nothing until a test says so. Behind a forwarder it makes one answer slow without any timing:
/// the test sees the query arrive, collects other answers first, and then lets this one go.
/// </summary>
internal sealed class HeldUpstream : IAsyncDisposable
{
    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Channel<HeldQuery> _queries = Channel.CreateUnbounded<HeldQuery>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _receiving;

    public HeldUpstream()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _receiving = ReceiveAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Waits for a query for the name; the forwarder's repetitions and its questions for other names are dropped.</summary>
    public async Task<HeldQuery> NextAsync(string name)
    {
        while (true)
        {
            HeldQuery query = await _queries.Reader.ReadAsync().AsTask().WaitAsync(ArrivalTimeout);
            if (query.AsksFor(name))
            {
                return query;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = new byte[ushort.MaxValue];
        IPEndPoint any = new(IPAddress.Any, 0);

        try
        {
            while (true)
            {
                SocketReceiveFromResult received = await _socket.ReceiveFromAsync(buffer, any, _stop.Token);
                HeldQuery query = new(_socket, (IPEndPoint)received.RemoteEndPoint, buffer[..received.ReceivedBytes]);
                _queries.Writer.TryWrite(query);
            }
        }
        catch (OperationCanceledException)
        {
            _queries.Writer.Complete();
        }
    }
}
