namespace Nomen.Client.Caching;

/// <summary>Why a response is not kept.</summary>
internal enum NotCached
{
    /// <summary>It is kept.</summary>
    Kept,

    /// <summary>It does not answer the question that was asked.</summary>
    OtherQuestion,

    /// <summary>It was truncated (RFC 2181 section 9).</summary>
    Truncated,

    /// <summary>It holds records that have nothing to do with the question (RFC 2181 section 5.4.1).</summary>
    ForeignRecords,

    /// <summary>Its aliases go round.</summary>
    AliasLoop,

    /// <summary>It denies something without the SOA record that says for how long (RFC 2308 section 5).</summary>
    NoSoa,

    /// <summary>It has neither answer nor denial nor referral.</summary>
    Broken,

    /// <summary>Some TTL is zero.</summary>
    ZeroTtl,

    /// <summary>It is larger than an entry may be.</summary>
    TooLarge,

    /// <summary>It is for some clients only (RFC 7871), though it was not asked for with a subnet.</summary>
    OfSubnet,

    /// <summary>The cache was flushed while the upstream was asked.</summary>
    Flushed,

    /// <summary>It was kept elsewhere, and is past its lifetime.</summary>
    Expired,
}
