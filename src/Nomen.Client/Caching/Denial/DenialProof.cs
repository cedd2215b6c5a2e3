using Nomen.Dns.Registries;

namespace Nomen.Client.Caching.Denial;

/// <summary>What an answer is made of: a response code, the RRset of a wildcard or the SOA record, and the proofs, of which each stands in it once.</summary>
internal sealed record DenialProof(Rcode Rcode, DenialRrset First)
{
    /// <summary>A second proof.</summary>
    public DenialRrset? Second { get; init => field = value != First ? value : null; }

    /// <summary>A third one.</summary>
    public DenialRrset? Third { get; init => field = value != First && value != Second ? value : null; }

    /// <summary>The RRset that answers; null for a denial.</summary>
    public DenialRrset? Wildcard { get; init; }
}
