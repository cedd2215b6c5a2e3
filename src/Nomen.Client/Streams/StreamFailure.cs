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

    /// <summary>Of the failures of several addresses, the one that says most about the upstream. TLS first: a server is there, and is not to be trusted.</summary>
    private static ReadOnlySpan<TransportFailure> MostTelling =>
    [
        TransportFailure.Tls,
        TransportFailure.NotSupported,
        TransportFailure.ConnectionRefused,
        TransportFailure.ConnectionClosed,
        TransportFailure.ConnectTimeout,
        TransportFailure.Unreachable,
    ];

    private static TransportFailure Classify(AggregateException exception)
    {
        List<TransportFailure> failures = [.. exception.InnerExceptions.Select(Classify)];
        foreach (TransportFailure failure in MostTelling)
        {
            if (failures.Contains(failure))
            {
                return failure;
            }
        }

        return TransportFailure.Network;
    }

    private static TransportFailure Classify(Exception exception) => exception switch
    {
        AggregateException several => Classify(several),
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
