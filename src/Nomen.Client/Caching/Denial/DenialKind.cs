namespace Nomen.Client.Caching.Denial;

/// <summary>What an RRset is good for in a synthesised answer.</summary>
internal enum DenialKind
{
    /// <summary>The zone's SOA record: part of every denial.</summary>
    Soa,

    /// <summary>NSEC: a name, its types, and the next name.</summary>
    Nsec,

    /// <summary>NSEC3: the same with hashed names.</summary>
    Nsec3,

    /// <summary>The RRset of a wildcard, which other names are answered with.</summary>
    Wildcard,
}
