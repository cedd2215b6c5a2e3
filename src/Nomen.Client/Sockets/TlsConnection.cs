using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using Nomen.Client.Tls;

namespace Nomen.Client.Sockets;

/// <summary>An open TLS connection.</summary>
/// <remarks>
/// Each message goes in a TLS record of its own, and all records of one write in one piece to the socket: some servers (NSD 4.6 is one)
/// look at one message of a record and leave the others until something more arrives. A server may refuse the client although the
/// handshake is done; that is an <see cref="AuthenticationException"/> too.
/// </remarks>
internal sealed class TlsConnection(SslStream stream, ConnectionStream underneath, TimeProvider time) : IStreamConnection
{
    private const int PrefixLength = 2;

    /// <summary>How long a failed write waits for what the reader finds: the alert that says why lies unread before the reset that the write met.</summary>
    private static readonly TimeSpan VerdictLimit = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource<AuthenticationException?> _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasRead;

    // The builder's pool spares the allocation for each read.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            int octets = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (!_hasRead)
            {
                _hasRead = true;
                _verdict.TrySetResult(null);
            }

            return octets;
        }
        catch (IOException e) when (BrokenSession.IsMeantBy(e))
        {
            Exception explained = BrokenSession.Explain(e, _hasRead);
            _verdict.TrySetResult(explained as AuthenticationException);
            throw explained;
        }
        catch
        {
            _verdict.TrySetResult(null);
            throw;
        }
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken = default)
    {
        ValueTask writing = FirstMessage(octets) == octets.Length ? stream.WriteAsync(octets, cancellationToken) : WriteEachAsync(octets, cancellationToken);
        return writing.IsCompletedSuccessfully ? writing : WatchAsync(writing);
    }

    public async ValueTask ShutdownAsync(CancellationToken cancellationToken = default) => await stream.ShutdownAsync().WaitAsync(cancellationToken).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        _verdict.TrySetResult(null);

        // First what is underneath: that ends a read and a write under way, which the stream would keep its state for.
        await underneath.DisposeAsync().ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
    }

    // Writers hand over whole messages with their lengths in front (RFC 7766 section 8); a torn end would still be written as it is.
    private static int FirstMessage(ReadOnlyMemory<byte> octets) =>
        octets.Length < PrefixLength ? octets.Length : Math.Min(octets.Length, PrefixLength + BinaryPrimitives.ReadUInt16BigEndian(octets.Span));

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WatchAsync(ValueTask writing)
    {
        try
        {
            await writing.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            if (await VerdictAsync().ConfigureAwait(false) is { } refusal)
            {
                throw refusal;
            }

            throw;
        }
    }

    private async Task<AuthenticationException?> VerdictAsync()
    {
        try
        {
            return await _verdict.Task.WaitAsync(VerdictLimit, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteEachAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellationToken)
    {
        underneath.Hold();
        while (!octets.IsEmpty)
        {
            int length = FirstMessage(octets);
            await stream.WriteAsync(octets[..length], cancellationToken).ConfigureAwait(false);
            octets = octets[length..];
        }

        await underneath.ReleaseAsync(cancellationToken).ConfigureAwait(false);
    }
}
