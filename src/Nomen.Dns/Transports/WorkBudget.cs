namespace Nomen.Dns.Transports;

/// <summary>All the work that one client query may cause, sub-questions included. Shared, never reset (CVE-2020-8616, CVE-2022-3204). Thread-safe.</summary>
public sealed class WorkBudget
{
    private readonly int[] _left;

    /// <summary>Makes a full budget.</summary>
    /// <param name="upstreamSends">Requests sent, retries included. Default 100; 1 to 10,000. More lets a hostile zone turn one query into more traffic.</param>
    /// <param name="signatureChecks">Signatures verified. Default 64; 1 to 10,000 (CVE-2023-50387).</param>
    /// <param name="nsec3Hashes">NSEC3 hashes. Default 200; 1 to 10,000 (CVE-2023-50868).</param>
    /// <param name="aliases">CNAME and DNAME steps. Default 11; 1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public WorkBudget(int upstreamSends = 100, int signatureChecks = 64, int nsec3Hashes = 200, int aliases = 11) =>
        _left =
        [
            Limit.InRange(upstreamSends, 1, 10_000, nameof(upstreamSends)),
            Limit.InRange(signatureChecks, 1, 10_000, nameof(signatureChecks)),
            Limit.InRange(nsec3Hashes, 1, 10_000, nameof(nsec3Hashes)),
            Limit.InRange(aliases, 1, 100, nameof(aliases)),
        ];

    /// <summary>What is left of one kind; never below zero.</summary>
    public int Left(WorkKind kind) => Math.Max(0, Volatile.Read(ref _left[(int)kind]));

    /// <summary>Takes one unit; false when none is left.</summary>
    public bool TryTake(WorkKind kind)
    {
        ref int left = ref _left[(int)kind];
        if (Interlocked.Decrement(ref left) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref left);
        return false;
    }
}
