namespace Nomen.Client.Caching;

/// <summary>What a cache entry holds.</summary>
internal enum CacheEntryKind : byte
{
    /// <summary>Records of the asked type, perhaps behind aliases.</summary>
    Answer,

    /// <summary>NODATA: the name has no such type (RFC 2308 section 2.2).</summary>
    NoData,

    /// <summary>The name does not exist (RFC 2308 section 2.1).</summary>
    NxDomain,

    /// <summary>A referral: NS records and no answer.</summary>
    Delegation,

    /// <summary>No response: the list of the networks for which answers to the question are kept (RFC 7871).</summary>
    SubnetIndex,

    /// <summary>A response that resolves nothing: SERVFAIL, REFUSED and the like (RFC 9520 section 2).</summary>
    FailureResponse,

    /// <summary>No response at all (RFC 9520 section 2.3); the entry holds no message but the question.</summary>
    TransportFailure,
}
