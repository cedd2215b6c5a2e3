namespace Nomen.Client.Streams;

/// <summary>Where a stream connection stands. It only moves forwards.</summary>
internal enum StreamPhase
{
    /// <summary>Made and not asked for anything yet. The first request, or the caller, opens the connection.</summary>
    New,

    /// <summary>The connector is at work; requests are taken and composed, and go out when it is done.</summary>
    Connecting,

    /// <summary>Requests and replies flow. Left by idleness, at the server's wish, by too many mismatches, or by the end of the connection.</summary>
    Open,

    /// <summary>Takes no new requests; what is under way may still be answered. Left when nothing is.</summary>
    Draining,

    /// <summary>Over: everything outstanding has failed. Final.</summary>
    Closed,
}
