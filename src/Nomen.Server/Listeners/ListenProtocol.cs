namespace Nomen.Server.Listeners;

/// <summary>What a server speaks at an address.</summary>
public enum ListenProtocol
{
    /// <summary>UDP (RFC 1035 section 4.2.1).</summary>
    Udp,

    /// <summary>TCP (RFC 7766).</summary>
    Tcp,

    /// <summary>Both, on one port, as clients expect that ask again over TCP after a truncated answer.</summary>
    UdpAndTcp,
}
