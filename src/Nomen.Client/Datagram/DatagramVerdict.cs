namespace Nomen.Client.Datagram;

/// <summary>What a datagram was to the exchange it came to.</summary>
internal enum DatagramVerdict
{
    /// <summary>It ended the exchange.</summary>
    Ended,

    /// <summary>It ended the one transmission that it answers: a bare error, or a refused signature.</summary>
    TransmissionEnded,

    /// <summary>It answers nothing, or cannot be read: dropped, and the wait goes on.</summary>
    Mismatch,

    /// <summary>It came after the end.</summary>
    Late,
}
