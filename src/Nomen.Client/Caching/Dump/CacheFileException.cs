using Nomen.Dns.Errors;

namespace Nomen.Client.Caching.Dump;

/// <summary>A dump of a cache is refused; the cache is as it was before.</summary>
public sealed class CacheFileException : DnsException
{
    internal CacheFileException(CacheFileFailure failure, long offset, string detail)
        : base($"The dump of a cache is refused, at octet {offset}: {detail}.")
    {
        Failure = failure;
        Offset = offset;
    }

    /// <summary>Why.</summary>
    public CacheFileFailure Failure { get; }

    /// <summary>Where in the dump, in octets from its start: the first octet of what is wrong.</summary>
    public long Offset { get; }
}
