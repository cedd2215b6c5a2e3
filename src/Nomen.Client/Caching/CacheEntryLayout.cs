using Nomen.Dns.Messages;

namespace Nomen.Client.Caching;

/// <summary>Offsets in a cache entry, in octets; numbers are in the machine's order. As small as can be read fast: there are millions of them.</summary>
/// <remarks>
/// Behind the fixed part: the message with all its records, the message without DNSSEC records, the TTL offsets of both, EDNS options,
/// and last what few entries have, read from the end: of a failure <see cref="FailureTail"/>, of an entry for some clients their network.
/// </remarks>
internal static class CacheEntryLayout
{
    /// <summary>8 octets: timestamp of storing.</summary>
    public const int Stored = 0;

    /// <summary>4 octets: lifetime in seconds.</summary>
    public const int Lifetime = 8;

    /// <summary>1 octet: <see cref="CacheVariant"/>.</summary>
    public const int Variant = 12;

    /// <summary>1 octet: <see cref="CacheEntryKind"/> under <see cref="KindMask"/>, <see cref="HasSubnet"/>, and <see cref="Dns.Transports.SecurityStatus"/> above <see cref="SecurityShift"/>.</summary>
    public const int Kind = 13;

    /// <summary>1 octet: length of the question's name.</summary>
    public const int NameLength = 14;

    /// <summary>2 octets: length of the message.</summary>
    public const int FullLength = 15;

    /// <summary>2 octets: length of the message without DNSSEC records, 0 for none.</summary>
    public const int PlainLength = 17;

    /// <summary>2 octets: number of TTL offsets of the message.</summary>
    public const int FullTtls = 19;

    /// <summary>2 octets: number of TTL offsets of the message without DNSSEC records.</summary>
    public const int PlainTtls = 21;

    /// <summary>Start of the message: the end of the fixed part.</summary>
    public const int Message = 23;

    /// <summary>The octet of the message with the response code.</summary>
    public const int Rcode = Message + 3;

    /// <summary>Start of the question section, which is the key.</summary>
    public const int Question = Message + DnsHeader.Length;

    /// <summary>Octets of type and class behind the question's name.</summary>
    public const int QuestionTail = 4;

    /// <summary>The bits of <see cref="Kind"/> that are the kind.</summary>
    public const int KindMask = 7;

    /// <summary>The bit of <see cref="Kind"/> of an entry for some clients; it ends in: octets of the network, perhaps a scope, prefix length, family.</summary>
    public const int HasSubnet = 8;

    /// <summary>Where in <see cref="Kind"/> the security status stands.</summary>
    public const int SecurityShift = 4;

    /// <summary>The last octets of a failure: kind of transport failure or response code (2), failures in a row (1).</summary>
    public const int FailureTail = 3;

    /// <summary>The last octets of an entry for some clients: prefix length, family.</summary>
    public const int SubnetTail = 2;
}
