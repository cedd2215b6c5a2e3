namespace Nomen.Client.Streams;

/// <summary>What becomes of a request that is given to a connection.</summary>
internal enum Admission
{
    /// <summary>It has a place and an ID: compose and send it.</summary>
    Send,

    /// <summary>It has an ID and waits for a place: compose it, and send it when its turn comes.</summary>
    Wait,

    /// <summary>The queue is full.</summary>
    Overloaded,

    /// <summary>The connection takes no requests any more.</summary>
    Closed,
}
