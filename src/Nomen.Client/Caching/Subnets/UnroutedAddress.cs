using System.Net;

namespace Nomen.Client.Caching.Subnets;

/// <summary>Addresses that mean nothing to a server elsewhere, so that telling them would help nobody (RFC 6890; RFC 7871 section 11.3).</summary>
internal static class UnroutedAddress
{
    private static readonly SubnetPrefix[] Blocks =
    [
        Block("0.0.0.0/8"), Block("10.0.0.0/8"), Block("100.64.0.0/10"), Block("127.0.0.0/8"), Block("169.254.0.0/16"),
        Block("172.16.0.0/12"), Block("192.168.0.0/16"), Block("224.0.0.0/3"),
        Block("::/8"), Block("fc00::/7"), Block("fe80::/10"), Block("fec0::/10"), Block("ff00::/8"),
    ];

    /// <summary>Whether all of a network is private, shared, loopback, link-local, multicast or reserved.</summary>
    public static bool Holds(SubnetPrefix network) => Array.Exists(Blocks, block => block.Covers(network));

    private static SubnetPrefix Block(string text)
    {
        IPNetwork network = IPNetwork.Parse(text);
        return SubnetPrefix.Of(network.BaseAddress, network.PrefixLength);
    }
}
