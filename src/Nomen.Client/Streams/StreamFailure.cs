using System.Net.Sockets;
using System.Security.Authentication;
using Nomen.Dns.Errors;

namespace Nomen.Client.Streams;

/// <summary>From what a connector or a connection throws to our kinds of failure.</summary>
internal static class StreamFailure
{
    /// <summary>The failure as a value, with the exception as its cause.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="isConnecting">Whether the connection was not open yet.</param>
    public static TransportError From(Exception exception, bool isConnecting)
    {
        TransportFailure failure = Classify(exception);

        // An open connection whose peer does not acknowledge any more times out as well.
        failure = failure == TransportFailure.ConnectTimeout && !isConnecting ? TransportFailure.ConnectionClosed : failure;
        return new TransportError(failure) { Cause = exception, Detail = exception.Message };
    }

    private static TransportFailure Classify(Exception exception) => exception switch
    {
        TimeoutException => TransportFailure.ConnectTimeout,
        AuthenticationException => TransportFailure.Tls,
        PlatformNotSupportedException => TransportFailure.NotSupported,
        SocketException socket => Classify(socket.SocketErrorCode),
        IOException { InnerException: SocketException inner } => Classify(inner.SocketErrorCode),
        EndOfStreamException or ObjectDisposedException => TransportFailure.ConnectionClosed,
        _ => TransportFailure.Network,
    };

    private static TransportFailure Classify(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => TransportFailure.ConnectionRefused,
        SocketError.TimedOut => TransportFailure.ConnectTimeout,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown => TransportFailure.Unreachable,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.OperationAborted => TransportFailure.ConnectionClosed,
        _ => TransportFailure.Network,
    };
}
