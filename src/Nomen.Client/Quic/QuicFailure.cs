using System.Net.Quic;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;
using Nomen.Dns.Errors;

namespace Nomen.Client.Quic;

/// <summary>From what QUIC throws to our kinds of failure.</summary>
[SupportedOSPlatform("linux")]
[SupportedOSPlatform("macos")]
[SupportedOSPlatform("windows")]
internal static class QuicFailure
{
    /// <summary>The failure as a value, with the exception as its cause; null when it is none of the network's.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="isConnecting">Whether the connection was not open yet.</param>
    public static TransportError? From(Exception exception, bool isConnecting) => exception switch
    {
        QuicException quic => new TransportError(Classify(quic, isConnecting)) { Cause = quic, Detail = Describe(quic) },
        AuthenticationException => new TransportError(TransportFailure.Tls) { Cause = exception, Detail = exception.Message },
        TimeoutException => new TransportError(TransportFailure.ConnectTimeout) { Cause = exception, Detail = exception.Message },
        SocketException or IOException => new TransportError(TransportFailure.Network) { Cause = exception, Detail = exception.Message },
        ObjectDisposedException => new TransportError(TransportFailure.ConnectionClosed) { Cause = exception },
        PlatformNotSupportedException => new TransportError(TransportFailure.NotSupported) { Cause = exception, Detail = exception.Message },
        _ => null,
    };

    /// <summary>Whether it ended one stream only: the connection is as good as before.</summary>
    public static bool IsOfStream(Exception exception) => exception is QuicException { QuicError: QuicError.StreamAborted or QuicError.OperationAborted };

    private static TransportFailure Classify(QuicException exception, bool isConnecting) => exception.QuicError switch
    {
        QuicError.ConnectionRefused => TransportFailure.ConnectionRefused,
        QuicError.ConnectionTimeout when isConnecting => TransportFailure.ConnectTimeout,
        QuicError.VersionNegotiationError or QuicError.AlpnInUse => TransportFailure.Protocol,
        QuicError.ConnectionTimeout or QuicError.ConnectionIdle or QuicError.OperationAborted => TransportFailure.ConnectionClosed,
        QuicError.TransportError => isConnecting ? TransportFailure.Unreachable : TransportFailure.ConnectionClosed,
        QuicError.ConnectionAborted or QuicError.StreamAborted => Classify((DoqError?)exception.ApplicationErrorCode),
        _ => TransportFailure.Network,
    };

    /// <summary>What the server said when it ended the stream or the connection (RFC 9250 section 4.3).</summary>
    private static TransportFailure Classify(DoqError? error) => error switch
    {
        DoqError.ExcessiveLoad => TransportFailure.Overloaded,
        DoqError.ProtocolError => TransportFailure.Protocol,
        _ => TransportFailure.ConnectionClosed,
    };

    private static string Describe(QuicException exception)
    {
        if (exception.ApplicationErrorCode is not { } code)
        {
            return exception.QuicError.ToString();
        }

        // Unknown codes count as unspecified (RFC 9250 section 4.3).
        var known = (DoqError)code;
        return $"{exception.QuicError}, {(Enum.IsDefined(known) ? known : DoqError.UnspecifiedError)} (0x{code:x})";
    }
}
