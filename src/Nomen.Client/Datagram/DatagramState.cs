namespace Nomen.Client.Datagram;

/// <summary>Where an exchange over UDP stands.</summary>
internal enum DatagramState
{
    /// <summary>Entered at the start, when all slots are taken. Left with a slot (<see cref="Due"/>), or at the deadline.</summary>
    Queued,

    /// <summary>A transmission is due. Entered with a slot, when the retransmission timer fires, and when a transmission ends by itself. Left by transmitting.</summary>
    Due,

    /// <summary>At least one transmission is out. Left by an answer, a timer, or the end of a transmission.</summary>
    Waiting,

    /// <summary>There is an outcome, and nothing changes it any more.</summary>
    Ended,
}
