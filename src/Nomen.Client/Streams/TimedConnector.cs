using Nomen.Client.Sockets;
using Nomen.Dns.Transports;

namespace Nomen.Client.Streams;

/// <summary>Bounds the time of a whole attempt to connect, whatever is inside: addresses, handshakes.</summary>
internal sealed class TimedConnector(IStreamConnector inner, TimeSpan limit, TimeProvider time) : IStreamConnector
{
    /// <inheritdoc/>
    public string Upstream => inner.Upstream;

    /// <inheritdoc/>
    public DnsProtocol Protocol => inner.Protocol;

    /// <inheritdoc/>
    public async ValueTask<IStreamConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        using var timer = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            return await inner.ConnectAsync(either.Token);
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No connection to {Upstream} within {limit.TotalSeconds} s.", e);
        }
    }
}
