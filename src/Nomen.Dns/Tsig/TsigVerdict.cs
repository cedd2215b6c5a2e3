using Nomen.Dns.Registries;

namespace Nomen.Dns.Tsig;

/// <summary>What the check of one message's signature found, and what the peer said about ours.</summary>
/// <param name="Status">What was found.</param>
/// <param name="PeerError">The error that the peer reports; <see cref="Rcode.NoError"/> when there is none. 16 is BADSIG.</param>
/// <param name="PeerTime">With BADTIME the peer's clock, in seconds since 1970; null otherwise.</param>
public readonly record struct TsigVerdict(TsigStatus Status, Rcode PeerError = Rcode.NoError, ulong? PeerTime = null)
{
    /// <summary>Whether the message is what the peer sent.</summary>
    public bool IsGood => Status == TsigStatus.Good;
}
