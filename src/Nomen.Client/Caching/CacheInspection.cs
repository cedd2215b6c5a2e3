using Nomen.Dns.Edns;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
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
            .Where(entry => entry.Type != CacheKey.CutType && (type is null || entry.Type == type) && entry.Name == name)
            .OrderBy(static entry => entry.Type)
            .ThenBy(static entry => entry.Variant.Bits)
            .ThenBy(static entry => entry.IsFailure)
            .Select(entry => Show(entry, store, now)),
    ];

    private static CachedResponse Show(CacheEntry entry, CacheStore store, long now)
    {
        DnsQuestion question = new(entry.Name, entry.Type);
        uint age = entry.AgeAt(now, store.Frequency);
        DnsFlags flags = (entry.Variant.RecursionDesired ? DnsFlags.RD : 0)
            | (entry.Variant.CheckingDisabled ? DnsFlags.CD : 0)
            | (entry.Variant is { WantsAd: true, DnssecOk: false } ? DnsFlags.AD : 0);
        DnsRequest request = new(question) { Flags = flags, Edns = EdnsRecord.Default with { DnssecOk = entry.Variant.DnssecOk } };
        bool isMessage = entry.Kind != CacheEntryKind.TransportFailure;
        return new CachedResponse
        {
            Question = question,
            Flags = flags,
            DnssecOk = entry.Variant.DnssecOk,
            Message = isMessage ? HitResponse.For(entry, request, age).Message : null,
            Failure = isMessage ? null : (TransportFailure)entry.Code,
            Security = entry.Security,
            Age = TimeSpan.FromSeconds(age),
            Remaining = TimeSpan.FromSeconds(entry.Lifetime > age ? entry.Lifetime - age : 0),
        };
    }
}
