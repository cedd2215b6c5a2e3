namespace Nomen.Client.Datagram;

/// <summary>A transmission over a shared socket, found again by its message ID.</summary>
internal sealed class SharedTransmission(DatagramQuery query) : DatagramTransmission
{
    /// <summary>The query that it belongs to.</summary>
    public DatagramQuery Query => query;

    /// <summary>The socket that it went over; null when none.</summary>
    public SharedSocket? Socket { get; set; }

    /// <summary>Slot in the socket's table: the message ID claimed.</summary>
    public ushort Slot { get; set; }
}
