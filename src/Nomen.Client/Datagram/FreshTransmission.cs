using Nomen.Client.Sockets;

namespace Nomen.Client.Datagram;

/// <summary>A transmission with a socket of its own.</summary>
internal sealed class FreshTransmission : DatagramTransmission
{
    private ValueTask _receiving;

    /// <summary>The socket; null when there is none.</summary>
    public IDatagramConnection? Connection { get; set; }

    /// <summary>Holds the request while it is sent, then replies; null when nothing is under way.</summary>
    public byte[]? Buffer { get; set; }

    /// <summary>Keeps the loop that receives, which ends with the transmission or when the socket is disposed.</summary>
    public void Track(ValueTask receiving) => _receiving = receiving;

    /// <summary>Waits for the end of the loop.</summary>
    public ValueTask UntilReceivedAsync()
    {
        ValueTask receiving = _receiving;
        _receiving = default;
        return receiving;
    }
}
