using System.Net;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Errors;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Shows entries of a cache to whoever asks for them by name.</summary>
internal static class CacheInspection
{
    /// <summary>The entries of a name, in the order of type and variant.</summary>
    public static IReadOnlyList<CachedResponse> Find(CacheStore store, long now, DomainName name, DnsType? type) =>
    [
        .. store.Snapshot()
            .Where(entry => entry.Type != CacheKey.CutType && entry.Kind != CacheEntryKind.SubnetIndex && (type is null || entry.Type == type) && entry.Name == name)
            .OrderBy(static entry => entry.Type)
            .ThenBy(static entry => entry.Variant.Bits)
            .ThenBy(static entry => entry.IsFailure)
            .ThenBy(static entry => entry.SubnetFamily)
            .ThenBy(static entry => entry.Subnet.Bits)
            .ThenBy(static entry => entry.Subnet.Length)
            .Select(entry => Show(entry, store, now)),
    ];

    private static CachedResponse Show(CacheEntry entry, CacheStore store, long now)
    {
        uint age = entry.AgeAt(now, store.Frequency);
        DnsRequest request = EntryRequest.Of(entry);
        bool isMessage = entry.Kind != CacheEntryKind.TransportFailure;
        return new CachedResponse
        {
            Question = request.Question!.Value,
            Flags = request.Flags,
            DnssecOk = entry.Variant.DnssecOk,
            Message = isMessage ? HitResponse.For(entry, request, age).Message : null,
            Subnet = entry.Subnet is { Family: not SubnetPrefix.Everyone } subnet ? new IPNetwork(subnet.ToAddress(), subnet.Length) : null,
            Failure = isMessage ? null : (TransportFailure)entry.Code,
            Security = entry.Security,
            Age = TimeSpan.FromSeconds(age),
            Remaining = TimeSpan.FromSeconds(entry.Lifetime > age ? entry.Lifetime - age : 0),
        };
    }
}
