using Nomen.Dns.Edns;

namespace Nomen.Client.Caching.Subnets;

/// <summary>For which clients a response is.</summary>
/// <param name="Clients">The clients.</param>
/// <param name="Scope">The scope that the upstream told, when it is longer than what it was asked with.</param>
internal readonly record struct SubnetPlace(SubnetPrefix Clients, byte Scope = 0)
{
    /// <summary>The scope to tell one who asked with a subnet (RFC 7871 section 7.2.1): never less than what the response depends on.</summary>
    public byte ScopeFor(ClientSubnetOption asked)
    {
        if (Clients.Family == SubnetPrefix.Everyone)
        {
            return 0;
        }

        // Made for whoever asked in the client's place: good for this client, and who knows for whom else.
        bool isOfFamily = (Clients.Family & ~SubnetPrefix.Exact) == SubnetPrefix.Of(asked).Family;
        return !isOfFamily ? asked.SourcePrefixLength : Clients.IsNetwork ? Clients.Length : Scope;
    }
}
