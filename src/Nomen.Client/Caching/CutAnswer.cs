using System.Buffers;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching;

/// <summary>Answers NXDOMAIN for a name because a name above it does not exist (RFC 8020).</summary>
internal static class CutAnswer
{
    /// <summary>The cached denial of the name itself or of the nearest name above it; null when there is none.</summary>
    public static DnsResponse? TryMake(CacheStore store, DnsRequest request, CacheVariant variant, long now)
    {
        Span<byte> buffer = stackalloc byte[CacheKey.BufferLength];
        for (DomainName name = request.Question!.Value.Name; !name.IsRoot; name = name.Parent)
        {
            CacheKey key = CacheKey.Make(name.Wire, CacheKey.CutType, variant, store.Seed, buffer);
            if (store.Find(key, now).Fresh is { } octets)
            {
                return Make(new CacheEntry(octets), name, request, new CacheEntry(octets).AgeAt(now, store.Frequency));
            }
        }

        return null;
    }

    private static DnsResponse Make(CacheEntry entry, DomainName denied, DnsRequest request, uint age)
    {
        // The stored message asks about the denied name; its authority section is what proves the denial for names below as well.
        DnsRequest aboutDenied = request.With(new DnsQuestion(denied, CacheKey.CutType));
        DnsResponse stored = HitResponse.For(entry, aboutDenied, age, AnswerSource.Synthesized);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        try
        {
            DnsMessageWriter writer = new(buffer);
            writer.TryWriteHeader(0, Opcode.Query, stored.Message.Flags, Rcode.NxDomain);
            writer.TryWriteQuestion(request.Question!.Value);
            foreach (ResourceRecord record in stored.Message.ReadRecords(DnsSection.Authority))
            {
                writer.TryWriteRecord(DnsSection.Authority, record);
            }

            if (stored.Message.Edns is { } edns)
            {
                writer.TryWriteEdns(edns, edns.PayloadSize ?? 0);
            }

            return stored.With(DnsMessage.Parse(writer.Written));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
