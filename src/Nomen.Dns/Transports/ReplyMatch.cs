namespace Nomen.Dns.Transports;

/// <summary>How a message relates to a request, the ID and the source address aside.</summary>
public enum ReplyMatch
{
    /// <summary>An answer: QR, opcode and question fit.</summary>
    Answer,

    /// <summary>A bare error: no question and nothing but an OPT and a signature, with a response code for which that is legal. Over UDP it ends only that attempt.</summary>
    BareError,

    /// <summary>All fits but the letter case of the name (0x20): not accepted; ask over TCP.</summary>
    CaseDiffers,

    /// <summary>Not an answer to this request.</summary>
    None,
}
