using System.Net;
using System.Net.Sockets;
using Nomen.Client.Sockets;

namespace Nomen.Client.Tests.Datagram;

/// <summary>A wire without a network: keeps what was sent, and delivers what the test says, when it says so.</summary>
internal sealed class ScriptedConnector : IDatagramConnector
{
    /// <summary>Called with each connection and datagram as it is sent; may deliver at once.</summary>
    public Action<ScriptedConnection, byte[]>? OnSend { get; set; }

    public List<ScriptedConnection> Connections { get; } = [];

    public IEnumerable<byte[]> Sent => Connections.SelectMany(static connection => connection.Sent);

    public int OpenCount => Connections.Count(static connection => !connection.IsDisposed);

    public SocketError ConnectError { get; set; }

    /// <summary>The address that connections leave from; null for none.</summary>
    public IPAddress? LocalAddress { get; set; }

    public IPEndPoint Server { get; init; } = new(IPAddress.Parse("192.0.2.53"), 53);

    /// <summary>Answers each query with a reply made from it.</summary>
    public static ScriptedConnector Answering(Func<byte[], byte[]> reply) => new() { OnSend = (connection, query) => connection.Deliver(reply(query)) };

    public IDatagramConnection Connect()
    {
        if (ConnectError != SocketError.Success)
        {
            throw new SocketException((int)ConnectError);
        }

        ScriptedConnection connection = new(this);
        Connections.Add(connection);
        return connection;
    }
}

/// <summary>One connection of a <see cref="ScriptedConnector"/>.</summary>
internal sealed class ScriptedConnection(ScriptedConnector owner) : IDatagramConnection
{
    private readonly Queue<object> _arrived = new();
    private TaskCompletionSource? _waiting;

    public List<byte[]> Sent { get; } = [];

    public bool IsDisposed { get; private set; }

    public IPEndPoint? LocalEndPoint { get; } = owner.LocalAddress is { } address ? new IPEndPoint(address, 50_000) : null;

    public void Send(ReadOnlySpan<byte> datagram)
    {
        Sent.Add(datagram.ToArray());
        owner.OnSend?.Invoke(this, Sent[^1]);
    }

    /// <summary>A datagram from the server arrives.</summary>
    public void Deliver(byte[] datagram) => Arrive(datagram);

    /// <summary>An ICMP error arrives.</summary>
    public void Deliver(SocketError error) => Arrive(error);

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        while (!IsDisposed)
        {
            if (_arrived.TryDequeue(out object? arrived))
            {
                return Take(arrived, buffer.Span);
            }

            _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await _waiting.Task;
        }

        return -1;
    }

    public void Dispose()
    {
        IsDisposed = true;
        _waiting?.TrySetResult();
    }

    private static int Take(object arrived, Span<byte> buffer)
    {
        if (arrived is SocketError error)
        {
            throw new SocketException((int)error);
        }

        ReadOnlySpan<byte> datagram = (byte[])arrived;
        int length = Math.Min(datagram.Length, buffer.Length);
        datagram[..length].CopyTo(buffer);
        return length;
    }

    private void Arrive(object arrived)
    {
        _arrived.Enqueue(arrived);
        _waiting?.TrySetResult();
    }
}
