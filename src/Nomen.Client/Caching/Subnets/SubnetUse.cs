namespace Nomen.Client.Caching.Subnets;

/// <summary>What part the asker's network plays in a question.</summary>
internal enum SubnetUse
{
    /// <summary>None: the name or type is never asked for with a subnet, and its answers are for every client.</summary>
    None,

    /// <summary>It could play one, but is not known, not to be told, or was refused.</summary>
    Nobody,

    /// <summary>The question goes to the upstream with the network, and the answer may be for that alone.</summary>
    Network,
}
