using System.Net.Sockets;
using System.Security.Authentication;

namespace Nomen.Client.Tls;

/// <summary>From what reading an open TLS connection throws to what happened: an alert of the server's, or octets that its keys do not open.</summary>
/// <remarks>
/// In TLS 1.3 the client is done before the server has looked at its certificate (RFC 8446 section 4.4.4), so that a server that refuses the
/// client says so in an alert behind the handshake.
/// </remarks>
internal static class BrokenSession
{
    /// <summary>What the library of TLS under Linux and macOS writes before the name of an alert that came.</summary>
    private const string AlertMark = " alert ";

    /// <summary>Whether TLS failed, not the connection underneath.</summary>
    public static bool IsMeantBy(IOException exception) =>
        exception.InnerException is not null && exception.GetBaseException() is not (SocketException or IOException or ObjectDisposedException or OperationCanceledException);

    /// <summary>The failure in the words of this layer.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="hasRead">Whether anything was read before: then the server took this client, and ended the connection later.</param>
    public static Exception Explain(IOException exception, bool hasRead)
    {
        string what = Alert(exception) is { } alert ? $"the server sent the TLS alert '{alert}'" : $"TLS failed: {exception.GetBaseException().Message}";
        return hasRead
            ? new EndOfStreamException(what, exception)
            : new AuthenticationException($"{what}, after the handshake and before any answer", exception);
    }

    private static string? Alert(IOException exception)
    {
        string text = exception.GetBaseException().Message;
        int at = text.IndexOf(AlertMark, StringComparison.Ordinal);
        return at < 0 ? null : text[(at + AlertMark.Length)..].Trim();
    }
}
