using Nomen.Dns.Transports;

namespace Nomen.Hosting.Caching;

/// <summary>How a distributed cache is used as the second level of DNS caches, and when it is left alone.</summary>
public sealed record DistributedCacheLevelOptions
{
    /// <summary>Fewest octets of a <see cref="MacKey"/>: what a guesser cannot go through.</summary>
    private const int MinMacKeyBytes = 16;

    /// <summary>Most octets of a <see cref="MacKey"/>: more are hashed down anyway (RFC 2104 section 3).</summary>
    private const int MaxMacKeyBytes = 1024;

    /// <summary>Most characters of a <see cref="KeyPrefix"/>: stores have limits for keys, and the name needs room.</summary>
    private const int MaxPrefixLength = 64;

    /// <summary>What every key in the store starts with. Default <c>nomen:</c>; up to 64 printable ASCII characters without a space.</summary>
    /// <remarks>Instances with the same prefix share answers: give those whose upstreams answer differently prefixes of their own.</remarks>
    /// <exception cref="ArgumentException">It is longer, or has other characters.</exception>
    public string KeyPrefix
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Length > MaxPrefixLength || value.Any(static character => character is <= ' ' or > '~'))
            {
                throw new ArgumentException("A prefix is up to 64 printable ASCII characters without a space.", nameof(value));
            }

            field = value;
        }
    } = "nomen:";

    /// <summary>Time for one operation of the store. Default 50 ms; 1 ms to 10 s.</summary>
    /// <remarks>Who asks for what the cache does not have waits for this, at most, before the upstream is asked. It should be well below the upstream's own time.</remarks>
    public TimeSpan OperationTimeout
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10));
    } = TimeSpan.FromMilliseconds(50);

    /// <summary>Failures in a row, time-outs included, after which the store is left alone. Default 3; 1 to 100.</summary>
    /// <remarks>Fewer forgive less: one slow answer then turns sharing off for <see cref="OpenFor"/>.</remarks>
    public int FailuresToOpen
    {
        get;
        init => field = Limit.InRange(value, 1, 100);
    } = 3;

    /// <summary>How long the store is left alone before one operation tries it again. Default 5 s; 100 ms to 10 min.</summary>
    /// <remarks>While it is left alone nobody waits for it. Longer finds out later that it is back.</remarks>
    public TimeSpan OpenFor
    {
        get;
        init => field = Limit.InRange(value, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
    } = TimeSpan.FromSeconds(5);

    /// <summary>Largest value that is written or read, in octets. Default 16,384; 512 to 131,072.</summary>
    /// <remarks>Larger answers are not shared; larger values of others are not looked at.</remarks>
    public int MaxValueBytes
    {
        get;
        init => field = Limit.InRange(value, 512, 128 << 10);
    } = 16 << 10;

    /// <summary>Most operations under way, those included that did not end in time and that the store's client does not give up. Default 64; 1 to 10,000.</summary>
    /// <remarks>When there are as many, the upstream is asked at once. A store that hangs costs no more than these.</remarks>
    public int MaxOperations
    {
        get;
        init => field = Limit.InRange(value, 1, 10_000);
    } = 64;

    /// <summary>Most answers that wait to be written. Default 1,000; 1 to 100,000.</summary>
    /// <remarks>When there are as many, the next is not written. Each takes the memory of its message.</remarks>
    public int MaxQueuedWrites
    {
        get;
        init => field = Limit.InRange(value, 1, 100_000);
    } = 1000;

    /// <summary>Secret that instances sign values with (HMAC-SHA256 over key and value). Default none; 16 to 1,024 octets.</summary>
    /// <remarks>
    /// With it, only what an instance with the same secret wrote is used, DNSSEC status included. Without it whoever can write to
    /// the store answers for you, and status and AD flag are dropped.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is shorter or longer.</exception>
    public ReadOnlyMemory<byte>? MacKey
    {
        get;
        init
        {
            if (value is { Length: var length })
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(length, MinMacKeyBytes, nameof(value));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MaxMacKeyBytes, nameof(value));
            }

            field = value;
        }
    }
}
