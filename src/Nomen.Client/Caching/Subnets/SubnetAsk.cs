namespace Nomen.Client.Caching.Subnets;

/// <summary>For whom a question is asked.</summary>
/// <param name="Use">Whether the network counts.</param>
/// <param name="Known">The network to look up with: as much as is known of it, and answers are kept for.</param>
/// <param name="Source">The network to send: no longer than the asker allows; no network for sending no option.</param>
internal readonly record struct SubnetAsk(SubnetUse Use, SubnetPrefix Known, SubnetPrefix Source)
{
    /// <summary>The asker's network is known, and nothing is told about it.</summary>
    public SubnetAsk WithoutNetwork() => Use == SubnetUse.Network ? new SubnetAsk(SubnetUse.Nobody, default, default) : this;
}
