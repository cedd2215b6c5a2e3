using System.Net.Quic;
using System.Threading.Channels;
using Nomen.Client.Quic;

namespace Nomen.Client.Tests.Quic;

/// <summary>A QUIC server without QUIC: connections and streams are objects, and a script says what each request gets.</summary>
internal sealed class FakeQuicServer(Action<FakeQuicServer.Lane, byte[]> script) : IQuicConnector
{
    /// <summary>Connections that were opened, in order.</summary>
    public List<Session> Sessions { get; } = [];

    /// <summary>What opening a connection throws; null for nothing.</summary>
    public Exception? ConnectFailure { get; set; }

    /// <inheritdoc/>
    public ValueTask<IQuicSession> ConnectAsync(CancellationToken cancellationToken)
    {
        if (ConnectFailure is not null)
        {
            return ValueTask.FromException<IQuicSession>(ConnectFailure);
        }

        Session session = new(script);
        Sessions.Add(session);
        return ValueTask.FromResult<IQuicSession>(session);
    }

    /// <summary>A connection.</summary>
    internal sealed class Session(Action<Lane, byte[]> script) : IQuicSession
    {
        public List<Lane> Lanes { get; } = [];

        /// <summary>What the client closed it with; null while it is open.</summary>
        public DoqError? Closed { get; private set; }

        /// <summary>What using it throws; null for nothing.</summary>
        public Exception? Failure { get; set; }

        public ValueTask<IQuicLane> OpenAsync(CancellationToken cancellationToken)
        {
            if (Failure is not null)
            {
                return ValueTask.FromException<IQuicLane>(Failure);
            }

            Lane lane = new(this, script);
            Lanes.Add(lane);
            return ValueTask.FromResult<IQuicLane>(lane);
        }

        public ValueTask CloseAsync(DoqError error)
        {
            Closed ??= error;
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>A stream.</summary>
    internal sealed class Lane(Session session, Action<Lane, byte[]> script) : IQuicLane
    {
        private readonly Channel<byte[]> _toClient = Channel.CreateUnbounded<byte[]>();
        private ReadOnlyMemory<byte> _rest;

        public Session Session => session;

        /// <summary>What the client gave the stream up with; null when it did not.</summary>
        public DoqError? Aborted { get; private set; }

        public bool IsDisposed { get; private set; }

        /// <summary>Sends octets as they are.</summary>
        public void Send(params byte[] octets) => _toClient.Writer.TryWrite(octets);

        /// <summary>Ends the server's side.</summary>
        public void End() => _toClient.Writer.TryComplete();

        /// <summary>Breaks the stream or the connection.</summary>
        public void Break(QuicError error, long? code = null) => _toClient.Writer.TryComplete(new QuicException(error, code, "as scripted"));

        public ValueTask WriteLastAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
        {
            script(this, octets.ToArray());
            return ValueTask.CompletedTask;
        }

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            if (_rest.IsEmpty)
            {
                if (!await _toClient.Reader.WaitToReadAsync(cancellationToken) || !_toClient.Reader.TryRead(out byte[]? octets))
                {
                    return 0;
                }

                _rest = octets;
            }

            int count = Math.Min(buffer.Length, _rest.Length);
            _rest[..count].CopyTo(buffer);
            _rest = _rest[count..];
            return count;
        }

        public void Abort(DoqError error) => Aborted = error;

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
