using System.Net.Sockets;

namespace Nomen.Client.Tls;

/// <summary>From what a TLS handshake throws to what happened, in words for a person.</summary>
internal static class HandshakeFailure
{
    /// <summary>Content types of the first record that a server of TLS may send: a handshake message, or an alert (RFC 8446 section 5.1).</summary>
    private const int Alert = 21;
    private const int Handshake = 22;

    /// <summary>What happened.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="complaint">What is wrong with the certificate, if that came.</param>
    /// <param name="firstOctet">The first that the server sent; -1 when it sent none.</param>
    /// <param name="hasEnded">Whether the server ended the connection.</param>
    public static string Describe(Exception exception, string? complaint, int firstOctet, bool hasEnded)
    {
        if (complaint is not null)
        {
            return complaint;
        }

        if (firstOctet is not (-1 or Alert or Handshake))
        {
            return "the server does not speak TLS";
        }

        if (exception.GetBaseException() is SocketException socket)
        {
            return socket.SocketErrorCode == SocketError.ConnectionReset
                ? "the server reset the connection during the TLS handshake"
                : $"the connection failed during the TLS handshake: {socket.Message}";
        }

        return hasEnded ? "the server closed the connection during the TLS handshake" : $"the TLS handshake failed: {Text(exception)}";
    }

    /// <summary>The innermost message says most: an alert by name, or what the library found.</summary>
    private static string Text(Exception exception) =>
        exception.InnerException is null ? exception.Message : $"{exception.Message.TrimEnd('.')}: {exception.GetBaseException().Message}";
}
