using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Ties a data type to its type code at compile time, so that generic look-ups need no reflection.</summary>
/// <typeparam name="TSelf">The data type itself.</typeparam>
public interface IRdata<TSelf>
    where TSelf : Rdata, IRdata<TSelf>
{
    /// <summary>The type that <typeparamref name="TSelf"/> is the data of.</summary>
    static abstract DnsType TypeCode { get; }
}
