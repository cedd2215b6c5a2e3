namespace Nomen.Server.Zones;

/// <summary>How a name lies in a zone (RFC 1034 section 4.3.2 step 3).</summary>
internal enum ZoneMatchKind
{
    /// <summary>3a. The whole name matches a node.</summary>
    Exact,

    /// <summary>3b. A zone cut at or above the name takes it out of our authority.</summary>
    Cut,

    /// <summary>3c. A DNAME above the name redirects it (RFC 6672 section 3.2).</summary>
    Dname,

    /// <summary>3c. The name does not exist; the node is its closest encloser (RFC 4592 section 3.3.1).</summary>
    Missing,
}
