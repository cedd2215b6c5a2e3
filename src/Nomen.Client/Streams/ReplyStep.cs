namespace Nomen.Client.Streams;

/// <summary>What a message does to the request that it belongs to.</summary>
internal enum ReplyStep
{
    /// <summary>It is no answer to it: dropped and counted, the wait goes on.</summary>
    Mismatch,

    /// <summary>One message of several; more are to come.</summary>
    More,

    /// <summary>The only or the last message.</summary>
    Last,

    /// <summary>It answers, but breaks the rules of a transfer: the request fails, the connection goes on.</summary>
    Broken,
}
