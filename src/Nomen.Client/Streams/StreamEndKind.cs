namespace Nomen.Client.Streams;

/// <summary>What the end of a connection says about the upstream.</summary>
internal enum StreamEndKind
{
    /// <summary>Nothing: it was idle, unwanted or disposed.</summary>
    Ours,

    /// <summary>It could not be opened, or TLS refused it as soon as it was.</summary>
    NotConnected,

    /// <summary>It broke or the peer ended it, with requests under way, before it had brought a single response.</summary>
    Fruitless,

    /// <summary>It broke or the peer ended it, after it had worked or while nothing was asked.</summary>
    Theirs,
}
