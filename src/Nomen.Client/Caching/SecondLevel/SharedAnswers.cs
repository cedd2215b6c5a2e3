using System.Buffers;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Nomen.Client.Caching.Portable;
using Nomen.Client.Telemetry;

namespace Nomen.Client.Caching.SecondLevel;

/// <summary>The second level as one cache sees it: gives it what may be shared, and makes its failures into nothing found.</summary>
internal sealed partial class SharedAnswers(ICacheSecondLevel level, TimeProvider clock, ILogger logger)
{
    private static readonly Counter<long> Operations = NomenTelemetry.Meter.CreateCounter<long>(
        "nomen.cache.second_level", "{operation}", "Look-ups and writes in second levels of caches, by nomen.cache.second_level.result.");

    private long _flushedAt = long.MinValue;
    private long _hits;

    /// <summary>Look-ups that brought an answer.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>Milliseconds of Unix time of the last flush: what is older is forgotten, though the store still has it.</summary>
    public long FlushedAt => Interlocked.Read(ref _flushedAt);

    /// <summary>Whether DNSSEC status is believed.</summary>
    public bool IsTrusted => level.IsTrusted;

    /// <summary>Notes that the cache was flushed.</summary>
    public void HandleFlush() => Interlocked.Exchange(ref _flushedAt, clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Offers an answer or a denial that has just come from the upstream, for writing behind. Not what is for some clients only: the key does not tell them apart.</summary>
    public void Offer(CacheEntry entry)
    {
        if (!PortableFormat.Takes(entry) || entry.Kind == CacheEntryKind.Delegation || entry.Subnet != default)
        {
            return;
        }

        ArrayBufferWriter<byte> value = new(PortableLayout.Parts + entry.FullLength + entry.Extras.Length);
        PortableFormat.Write(entry, PortableClock.Read(clock), value);
        bool isTaken = false;
        try
        {
            isTaken = level.TryWrite(SharedKey.Of(entry.Name, entry.Type, entry.Variant), value.WrittenMemory, TimeSpan.FromSeconds(entry.Lifetime));
        }
        catch (Exception e)
        {
            // Code of others: the answer is on its way to who asked, whatever happens here.
            Log.Failed(logger, e);
        }

        Count(isTaken ? "queued" : "dropped");
    }

    /// <summary>Looks up; a failure is nothing found.</summary>
    public async ValueTask<SecondLevelRead> ReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            // A store that looks at no token holds up neither the last asker that leaves nor the end of the cache.
            return await level.ReadAsync(key, cancellationToken).AsTask().WaitAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, e);
            return new SecondLevelRead(SecondLevelStatus.Failed);
        }
    }

    /// <summary>Counts how a look-up ended in the end.</summary>
    public void CountRead(SecondLevelStatus status)
    {
        if (status == SecondLevelStatus.Found)
        {
            Interlocked.Increment(ref _hits);
        }

        Count(status switch
        {
            SecondLevelStatus.Found => "hit",
            SecondLevelStatus.Missing => "miss",
            SecondLevelStatus.Rejected => "rejected",
            SecondLevelStatus.Failed => "failed",
            _ => "skipped",
        });
    }

    private static void Count(string result)
    {
        if (Operations.Enabled)
        {
            Operations.Add(1, new KeyValuePair<string, object?>("nomen.cache.second_level.result", result));
        }
    }
}
