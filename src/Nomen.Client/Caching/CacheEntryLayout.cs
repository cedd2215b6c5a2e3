namespace Nomen.Client.Caching;

/// <summary>Offsets in a cache entry, in octets; numbers are in the machine's order.</summary>
internal static class CacheEntryLayout
{
    /// <summary>8 octets: timestamp of storing.</summary>
    public const int Stored = 0;

    /// <summary>4 octets: lifetime in seconds.</summary>
    public const int Lifetime = 8;

    /// <summary>1 octet: <see cref="CacheVariant"/>.</summary>
    public const int Variant = 12;

    /// <summary>1 octet: <see cref="CacheEntryKind"/>.</summary>
    public const int Kind = 13;

    /// <summary>1 octet: <see cref="Dns.Transports.SecurityStatus"/>.</summary>
    public const int Security = 14;

    /// <summary>1 octet: failures in a row.</summary>
    public const int Failures = 15;

    /// <summary>2 octets: response code, or kind of transport failure.</summary>
    public const int Code = 16;

    /// <summary>1 octet: address family of the clients that it is for, 0 for every one.</summary>
    public const int SubnetFamily = 18;

    /// <summary>1 octet: prefix length of their network.</summary>
    public const int SubnetScope = 19;

    /// <summary>2 octets: length of the question section.</summary>
    public const int QuestionLength = 20;

    /// <summary>2 octets: length of the message.</summary>
    public const int FullLength = 22;

    /// <summary>2 octets: length of the message without DNSSEC records, 0 for none.</summary>
    public const int PlainLength = 24;

    /// <summary>2 octets: number of TTL offsets of the message.</summary>
    public const int FullTtls = 26;

    /// <summary>2 octets: number of TTL offsets of the message without DNSSEC records.</summary>
    public const int PlainTtls = 28;

    /// <summary>Start of the message: the end of the fixed part.</summary>
    public const int Message = 30;

    /// <summary>Start of the question section, which is the key.</summary>
    public const int Question = Message + Dns.Messages.DnsHeader.Length;

    /// <summary>Octets of type and class behind the question's name.</summary>
    public const int QuestionTail = 4;
}
