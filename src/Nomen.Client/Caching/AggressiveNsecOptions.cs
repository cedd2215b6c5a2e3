using Nomen.Dns.Transports;

namespace Nomen.Client.Caching;

/// <summary>Bounds of the proofs that a cache keeps to answer from (RFC 8198).</summary>
public sealed record AggressiveNsecOptions
{
    /// <summary>Most memory for proofs, in octets, beside <see cref="CacheTransportOptions.MaxBytes"/>. Default 4 MiB; 64 KiB to 1 GiB.</summary>
    /// <remarks>A signed proof takes some 500 octets. When it is full, what proved nothing lately gives way.</remarks>
    public long MaxBytes
    {
        get;
        init => field = Limit.InRange(value, 64L << 10, 1L << 30);
    } = 4L << 20;

    /// <summary>Most iterations of an NSEC3 chain whose proofs are kept. Default 50; 0 to 500. RFC 9276 section 3.1 asks zones for 0.</summary>
    /// <remarks>Each iteration costs a hash for each name that is looked for. Chains with more are left to the upstream (CVE-2023-50868).</remarks>
    public int MaxNsec3Iterations
    {
        get;
        init => field = Limit.InRange(value, 0, 500);
    } = 50;

    /// <summary>Most blocks of SHA-1 computed to find the NSEC3 proofs for one question. Default 256; 1 to 10,000.</summary>
    /// <remarks>
    /// One block takes up to some 500 ns. A name one label below its zone takes two hashes, each further label one more, and each
    /// hash one block and one for each iteration. A question that would take more goes to the upstream; the work budget of the query counts as well.
    /// </remarks>
    public int MaxHashBlocks
    {
        get;
        init => field = Limit.InRange(value, 1, 10_000);
    } = 256;
}
