namespace Nomen.Interop.Tests;

/// <summary>The name servers that the lab runs.</summary>
public enum Server
{
    /// <summary>NLnet Labs NSD, authoritative.</summary>
    Nsd,

    /// <summary>NSD again, set to close a TCP connection after three queries.</summary>
    NsdThreeQueries,

    /// <summary>ISC BIND, authoritative.</summary>
    Bind,

    /// <summary>CZ.NIC Knot DNS, authoritative, with DNS cookies enforced.</summary>
    Knot,

    /// <summary>NLnet Labs Unbound, a validating forwarder in front of NSD.</summary>
    Unbound,
}
