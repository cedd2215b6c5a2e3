using System.Collections.Immutable;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Makes a cache entry of what the upstream said to a request. Pure.</summary>
internal static class ResponseEntry
{
    /// <summary>The entry; false when it would be larger than allowed.</summary>
    /// <param name="rules">Gives the limits of TTLs.</param>
    /// <param name="asked">The request as the upstream got it.</param>
    /// <param name="response">The response.</param>
    /// <param name="notes">Errors noted in the context of the question.</param>
    /// <param name="verdict">What it is, and for how long.</param>
    /// <param name="place">For which clients it is.</param>
    /// <param name="now">Timestamp of storing.</param>
    /// <param name="maxLength">Most octets.</param>
    /// <param name="entry">The entry.</param>
    public static bool TryBuild(
        CacheRules rules,
        DnsRequest asked,
        DnsResponse response,
        ImmutableArray<ExtendedError> notes,
        CacheVerdict verdict,
        SubnetPlace place,
        long now,
        int maxLength,
        out CacheEntry entry)
    {
        CacheEntryFields fields = new()
        {
            Stored = now,
            Lifetime = verdict.Lifetime,
            Variant = new CacheVariant(asked.Flags, asked.DnssecOk),
            Kind = verdict.Kind,
            Security = response.Security,
            Extras = AnswerOptions.Collect(response, notes),
            Subnet = place.Clients,
            SubnetScope = place.Scope,
        };
        return CacheEntryBuilder.TryBuild(response.Message, asked.Question!.Value.Type, rules.LimitsFor(verdict.Kind), fields, maxLength, out entry);
    }
}
