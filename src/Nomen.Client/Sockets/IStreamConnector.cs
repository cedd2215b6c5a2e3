using Nomen.Dns.Transports;

namespace Nomen.Client.Sockets;

/// <summary>Opens connections to one upstream: the wire seam under the stream transports. TCP here; a test gives a script.</summary>
/// <remarks>Thread-safe. May be asked again for another connection, also while one is being opened.</remarks>
public interface IStreamConnector
{
    /// <summary>The server in its textual form, for errors, logs and responses (<c>tcp://192.0.2.1:53</c>).</summary>
    string Upstream { get; }

    /// <summary>What the connections carry: TCP or TLS.</summary>
    DnsProtocol Protocol { get; }

    /// <summary>Opens one connection.</summary>
    /// <param name="cancellationToken">Gives up, and leaves no socket behind.</param>
    /// <exception cref="TimeoutException">The connector's own time limit passed.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The system's error.</exception>
    /// <exception cref="IOException">Any other failure underneath.</exception>
    /// <exception cref="AggregateException">Several addresses were tried, and each failed in one of these ways.</exception>
    ValueTask<IStreamConnection> ConnectAsync(CancellationToken cancellationToken = default);
}
