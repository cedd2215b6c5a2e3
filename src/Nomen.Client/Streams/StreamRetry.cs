namespace Nomen.Client.Streams;

/// <summary>Whether a request that failed on one connection may be sent on another.</summary>
internal enum StreamRetry
{
    /// <summary>No: the failure is final, or the request's own.</summary>
    Never,

    /// <summary>The connection could not be opened.</summary>
    NotConnected,

    /// <summary>It was never written to the connection.</summary>
    Unsent,

    /// <summary>It was sent, and died with a connection that had been in use before: perhaps the server had closed it already.</summary>
    ConnectionLost,

    /// <summary>It was sent, and died with a connection that had never worked: worth sending again only where one works.</summary>
    NewConnectionLost,

    /// <summary>It timed out, and nothing at all came for long since it was sent: the connection may be dead, later requests had better not use it.</summary>
    Silent,
}
