namespace Nomen.Client.Streams;

/// <summary>Whether a request that failed on one connection may be sent on another.</summary>
internal enum StreamRetry
{
    /// <summary>No: the failure is final, or the request's own.</summary>
    Never,

    /// <summary>It was never sent.</summary>
    Unsent,

    /// <summary>It was sent, and died with a connection that had been in use before: perhaps the server had closed it already.</summary>
    ConnectionLost,

    /// <summary>It timed out, and nothing at all came since it was sent: the connection may be dead, later requests had better not use it.</summary>
    Silent,
}
