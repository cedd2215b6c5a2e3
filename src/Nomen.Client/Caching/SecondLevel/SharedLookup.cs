using Nomen.Client.Caching.Portable;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Messages;
using Nomen.Dns.Transports;

namespace Nomen.Client.Caching.SecondLevel;

/// <summary>Takes an answer from the second level into the cache, when there is one that this cache would have kept. Others write there: nothing is taken for granted.</summary>
internal sealed class SharedLookup(SharedAnswers shared, CacheFiller filler, ClientSubnets? subnets, TimeProvider clock, long frequency)
{
    /// <summary>How far the clock of the instance that wrote may be ahead of ours, in milliseconds; more means that one of the two is wrong.</summary>
    private const long MaxLead = 60_000;

    private const int FlagsOffset = 3;

    /// <summary>The answer to a request as it would go to the upstream; null when the upstream is to be asked.</summary>
    public async ValueTask<CacheFill?> FindAsync(DnsRequest asked, CancellationToken cancellationToken)
    {
        DnsQuestion question = asked.Question!.Value;
        if (subnets?.Concerns(question) == true)
        {
            // What is good for all clients of another instance may be good for none here but the one who asks for nobody.
            return null;
        }

        int epoch = filler.Epoch;
        CacheVariant variant = new(asked.Flags, asked.DnssecOk);
        SecondLevelRead read = await shared.ReadAsync(SharedKey.Of(question.Name.ToLower(), question.Type, variant), cancellationToken);
        CacheFill? fill = null;
        SecondLevelStatus status = read.Status;
        if (status == SecondLevelStatus.Found)
        {
            status = Take(asked, read.Value.Span, epoch, out fill);
        }

        shared.CountRead(status);
        return fill;
    }

    private SecondLevelStatus Take(DnsRequest asked, ReadOnlySpan<byte> value, int epoch, out CacheFill? fill)
    {
        fill = null;
        DnsQuestion question = asked.Question!.Value;
        if (!PortableFormat.TryRead(value, out PortableEntry read, out string? problem))
        {
            shared.LogRejected(question, problem);
            return SecondLevelStatus.Rejected;
        }

        PortableClock now = PortableClock.Read(clock);
        if (read.Message.Question != question
            || read.Variant != new CacheVariant(asked.Flags, asked.DnssecOk)
            || read.Subnet != default
            || read.StoredAt > now.UtcNow + MaxLead)
        {
            shared.LogRejected(question, "it is for another question, or from the future");
            return SecondLevelStatus.Rejected;
        }

        if (read.StoredAt <= shared.FlushedAt || filler.Epoch != epoch)
        {
            return SecondLevelStatus.Missing;
        }

        NotCached verdict = filler.Restore(shared.IsTrusted ? read : WithoutStatus(read), now, out CacheEntry entry, out bool isCut);
        if (verdict != NotCached.Kept)
        {
            return verdict == NotCached.Expired ? SecondLevelStatus.Missing : SecondLevelStatus.Rejected;
        }

        if (!filler.TryPut(entry, epoch, now.Now))
        {
            return SecondLevelStatus.Missing;
        }

        if (isCut)
        {
            filler.TryPut(CacheEntryBuilder.AsCut(entry), epoch, now.Now);
        }

        DnsResponse response = HitResponse.For(entry, asked, entry.AgeAt(now.Now, frequency));
        fill = new CacheFill(asked, response, Error: null, []) { IsAnswer = true };
        return SecondLevelStatus.Found;
    }

    /// <summary>The same, as if no validator had looked at it: anybody may have written that it is Secure.</summary>
    private static PortableEntry WithoutStatus(in PortableEntry entry)
    {
        byte[] octets = entry.Message.Octets.ToArray();
        octets[FlagsOffset] &= unchecked((byte)~(int)DnsFlags.AD);
        return entry with { Security = SecurityStatus.Unchecked, Message = DnsMessage.Parse(octets) };
    }
}
