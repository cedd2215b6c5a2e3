using System.Text;
using Nomen.Client.Caching.Stale;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Errors;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Remembers failures per question, longer with each one in a row (RFC 9520 section 3.2). They lie beside an answer, stale or not, and never in its place.</summary>
internal sealed class FailureMemory(CacheStore store, CacheTransportOptions options, StaleAnswers? stale, ClientSubnets? subnets)
{
    /// <summary>Doublings after which every first time has passed the longest one.</summary>
    private const int MaxDoublings = 9;

    /// <summary>Whether a failure says something about the question's servers. Trouble of our own is over as soon as it is over.</summary>
    public static bool Counts(TransportFailure failure) => failure is
        TransportFailure.Timeout or TransportFailure.ConnectionRefused or TransportFailure.Unreachable or TransportFailure.ConnectionClosed
        or TransportFailure.ConnectTimeout or TransportFailure.Tls or TransportFailure.HttpStatus or TransportFailure.ContentType
        or TransportFailure.Protocol or TransportFailure.Truncated or TransportFailure.NoUpstream;

    /// <summary>Remembers a response that resolves nothing.</summary>
    public void Remember(DnsRequest asked, DnsResponse response, ReadOnlySpan<byte> extras, long now)
    {
        // A code of 12 bits (BADVERS, BADCOOKIE) is between the hop and its server: to whom it does not concern it is a SERVFAIL.
        Rcode rcode = (int)response.Rcode > 0xf ? Rcode.ServFail : response.Rcode;
        Remember(asked, CacheEntryKind.FailureResponse, (int)rcode, response.Message.Flags, extras, now);
    }

    /// <summary>Remembers that there was no response; not when the failure is our own.</summary>
    public void Remember(DnsRequest asked, TransportError error, long now)
    {
        if (Counts(error.Failure))
        {
            byte[] upstream = Encoding.UTF8.GetBytes(error.Upstream ?? string.Empty);
            Remember(asked, CacheEntryKind.TransportFailure, (int)error.Failure, DnsFlags.QR, upstream, now);
        }
    }

    private void Remember(DnsRequest asked, CacheEntryKind kind, int code, DnsFlags flags, ReadOnlySpan<byte> extras, long now)
    {
        DnsQuestion question = asked.Question!.Value;
        CacheVariant variant = new(asked.Flags, asked.DnssecOk);
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        CacheKey key = CacheKey.Make(question.Name.Wire, question.Type, variant, store.Seed, buffer);
        int failures = 1 + FailuresBefore(store.FindFailure(key), now);
        CacheEntryFields fields = new()
        {
            Stored = now,
            Lifetime = Math.Max(LifetimeOf(failures), RecheckFor(asked, key, now)),
            Variant = variant,
            Kind = kind,
            Code = code,
            Failures = failures,
            Extras = extras,
        };
        Rcode rcode = kind == CacheEntryKind.FailureResponse ? (Rcode)code : Rcode.ServFail;
        store.Put(CacheEntryBuilder.BuildWithoutRecords(question, flags, rcode, fields), now);
    }

    /// <summary>Failures in a row before this one: those that ended so long ago that nobody asked in between do not count.</summary>
    private int FailuresBefore(byte[]? octets, long now)
    {
        if (octets is null)
        {
            return 0;
        }

        CacheEntry last = new(octets);
        double limit = last.Lifetime + options.MaxFailureTtl.TotalSeconds;
        return last.AgeAt(now, store.Frequency) < limit ? last.Failures : 0;
    }

    /// <summary>Least time for a question whose answer is still at hand: nobody waits for the next try (RFC 8767 section 5).</summary>
    private uint RecheckFor(DnsRequest asked, in CacheKey key, long now)
    {
        if (stale is null)
        {
            return 0;
        }

        // Failures are kept for the question, answers perhaps for the network that was asked for alone.
        CacheLookup found = subnets is null ? store.Peek(key, now) : subnets.Find(key, asked, now);
        return found.Fresh is not null || stale.TryFind(found, now, out _) ? stale.FailureRecheck : 0;
    }

    private uint LifetimeOf(int failures)
    {
        double seconds = options.FailureTtl.TotalSeconds * (1 << Math.Min(failures - 1, MaxDoublings));
        return (uint)Math.Min(seconds, options.MaxFailureTtl.TotalSeconds);
    }
}
