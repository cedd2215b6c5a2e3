using System.Net.Sockets;
using System.Security.Authentication;
using Nomen.Dns.Errors;

namespace Nomen.Client.Https;

/// <summary>From what HTTP throws to our kinds of failure.</summary>
internal static class HttpsFailure
{
    /// <summary>The failure as a value, with the exception as its cause; null when it is none of the network's.</summary>
    public static TransportError? From(Exception exception) => Classify(exception) is { } failure
        ? new TransportError(failure) { Cause = exception, Detail = Innermost(exception).Message }
        : null;

    /// <summary>Whether the request may just have shared a connection that died, of age or of what another request did to it.</summary>
    public static bool MayBeOfConnection(Exception exception, TransportError failure) =>
        failure.Failure == TransportFailure.ConnectionClosed || exception is HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError };

    private static TransportFailure? Classify(Exception exception) => exception switch
    {
        HttpRequestException http => OfRequest(http),
        HttpIOException http => OfHttp(http.HttpRequestError) ?? TransportFailure.ConnectionClosed,

        // What the platform throws when its own limits pass: of connecting, or of a caller's client as a whole.
        OperationCanceledException { InnerException: TimeoutException { InnerException: { } } } => TransportFailure.Timeout,
        OperationCanceledException { InnerException: TimeoutException } => TransportFailure.ConnectTimeout,
        OperationCanceledException => TransportFailure.ConnectionClosed,
        SocketException or IOException or AuthenticationException => OfInner(exception),
        ObjectDisposedException => TransportFailure.Disposed,
        _ => null,
    };

    private static TransportFailure OfRequest(HttpRequestException exception) =>
        OfHttp(exception.HttpRequestError) ?? OfInner(exception);

    private static TransportFailure? OfHttp(HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError => TransportFailure.Tls,
        HttpRequestError.ResponseEnded => TransportFailure.ConnectionClosed,
        HttpRequestError.HttpProtocolError or HttpRequestError.InvalidResponse or HttpRequestError.VersionNegotiationError
            or HttpRequestError.ConfigurationLimitExceeded => TransportFailure.Protocol,
        HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError => TransportFailure.Network,
        _ => null,
    };

    /// <summary>The first exception underneath that says more than "could not".</summary>
    private static TransportFailure OfInner(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case AuthenticationException:
                    return TransportFailure.Tls;
                case SocketException socket:
                    return OfSocket(socket.SocketErrorCode);
                case TimeoutException:
                    return TransportFailure.ConnectTimeout;
                case HttpIOException http when OfHttp(http.HttpRequestError) is { } failure:
                    return failure;
            }
        }

        return exception is IOException ? TransportFailure.ConnectionClosed : TransportFailure.Network;
    }

    private static TransportFailure OfSocket(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => TransportFailure.ConnectionRefused,
        SocketError.TimedOut => TransportFailure.ConnectTimeout,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown or SocketError.HostDown => TransportFailure.Unreachable,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.OperationAborted => TransportFailure.ConnectionClosed,
        _ => TransportFailure.Network,
    };

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception;
    }
}
