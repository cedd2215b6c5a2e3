namespace Nomen.Client.Caching.Dump;

/// <summary>Why a dump of a cache is refused.</summary>
public enum CacheFileFailure
{
    /// <summary>It does not start as a dump does.</summary>
    NotADump,

    /// <summary>It was written by a version whose form is not known here.</summary>
    UnknownVersion,

    /// <summary>It ends too early.</summary>
    Truncated,

    /// <summary>An entry is longer than any can be, or is no entry.</summary>
    BadEntry,

    /// <summary>Its checksum is another than the one of its octets, or it has more or fewer entries than it says.</summary>
    BadChecksum,

    /// <summary>Something follows its end.</summary>
    TrailingOctets,

    /// <summary>It was saved later than it is now by this machine's clock, so that nobody knows how long it lay.</summary>
    FromTheFuture,
}
