namespace Nomen.Client.Caching.SecondLevel;

/// <summary>A store behind a cache that several processes share: asked before the upstream is, told what the upstream said.</summary>
/// <remarks>
/// <c>DistributedCacheLevel</c> of Nomen.Hosting makes one of any <c>IDistributedCache</c>. An implementation is called by many threads at once. It never
/// makes anybody wait for long: the reader is waited for by those who asked, so that it needs a limit of its own. Whatever it
/// throws counts as a failure, and the upstream is asked.
/// </remarks>
public interface ICacheSecondLevel
{
    /// <summary>Whether each value it gives is known to come from one who may say what is Secure, by a signature over key and value.</summary>
    /// <remarks>When not, the DNSSEC status and the AD flag of what is read are dropped. The records are believed either way.</remarks>
    bool IsTrusted { get; }

    /// <summary>Looks a value up.</summary>
    /// <param name="key">At most 200 printable ASCII characters without a space.</param>
    /// <param name="cancellationToken">Ends it when nobody waits any more.</param>
    ValueTask<SecondLevelRead> ReadAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Takes a value to write it later; returns at once, false when it will not be written.</summary>
    /// <param name="key">As for <see cref="ReadAsync"/>.</param>
    /// <param name="value">The value; never changed afterwards.</param>
    /// <param name="lifetime">Time after which it is of no use: at most the TTL.</param>
    bool TryWrite(string key, ReadOnlyMemory<byte> value, TimeSpan lifetime);
}
