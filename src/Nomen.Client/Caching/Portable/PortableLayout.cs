using Nomen.Client.Caching.Subnets;

namespace Nomen.Client.Caching.Portable;

/// <summary>Offsets in an entry outside of the process, in octets; numbers are in network order.</summary>
internal static class PortableLayout
{
    /// <summary>8 octets: when the response came, in milliseconds of Unix time.</summary>
    public const int StoredAt = 0;

    /// <summary>4 octets: seconds that it is fresh from then on.</summary>
    public const int Lifetime = 8;

    /// <summary>1 octet: <see cref="CacheVariant"/>.</summary>
    public const int Variant = 12;

    /// <summary>1 octet: <see cref="Dns.Transports.SecurityStatus"/>.</summary>
    public const int Security = 13;

    /// <summary>1 octet: address family of the clients that it is for, as <see cref="SubnetPrefix"/> has them; 0 for every one.</summary>
    public const int SubnetFamily = 14;

    /// <summary>1 octet: prefix length of their network.</summary>
    public const int SubnetLength = 15;

    /// <summary>1 octet: scope to tell those who asked with a subnet.</summary>
    public const int SubnetScope = 16;

    /// <summary>2 octets: length of the extended errors.</summary>
    public const int ExtrasLength = 17;

    /// <summary>2 octets: length of the message.</summary>
    public const int MessageLength = 19;

    /// <summary>Start of the parts of variable length: message, extended errors, network.</summary>
    public const int Parts = 21;

    /// <summary>Most octets of an entry: the longest message, options in full, an IPv6 network.</summary>
    public const int MaxLength = Parts + ushort.MaxValue + AnswerOptions.MaxLength + SubnetPrefix.MaxOctets;
}
