using System.Net.Sockets;
using Nomen.Dns.Errors;

namespace Nomen.Client.Datagram;

/// <summary>Tells a query that one of its transmissions failed, in the words of <see cref="TransportFailure"/>.</summary>
internal static class TransmissionFailure
{
    /// <summary>Reports what the system, or a layer's own code, threw.</summary>
    public static void Report(DatagramQuery query, DatagramTransmission transmission, Exception cause)
    {
        if (cause is SocketException { SocketErrorCode: SocketError.MessageSize })
        {
            // Larger than the path takes in one piece, and fragments are not sent.
            query.HandleTooLarge();
            return;
        }

        query.HandleFailure(transmission, ToFailure(cause), cause);
    }

    private static TransportFailure ToFailure(Exception cause) => (cause as SocketException)?.SocketErrorCode switch
    {
        // Windows reports an ICMP port unreachable as a reset.
        SocketError.ConnectionRefused or SocketError.ConnectionReset => TransportFailure.ConnectionRefused,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown => TransportFailure.Unreachable,
        _ => TransportFailure.Network,
    };
}
