namespace Nomen.Client.Quic;

/// <summary>Error codes that end streams and connections of DNS over QUIC (RFC 9250 section 8.4).</summary>
internal enum DoqError : long
{
    /// <summary>No error: the connection or stream is not needed any more.</summary>
    NoError = 0x0,

    /// <summary>The sender cannot go on, through a fault of its own.</summary>
    InternalError = 0x1,

    /// <summary>The other side broke the protocol.</summary>
    ProtocolError = 0x2,

    /// <summary>The client does not want the response any more.</summary>
    RequestCancelled = 0x3,

    /// <summary>There is too much to do.</summary>
    ExcessiveLoad = 0x4,

    /// <summary>Anything else.</summary>
    UnspecifiedError = 0x5,
}
