namespace Nomen.Dns.Tsig;

/// <summary>What the check of one message's signature found (RFC 8945 sections 5.2 to 5.4).</summary>
public enum TsigStatus
{
    /// <summary>The signature holds, for this message and all unsigned ones before it.</summary>
    Good,

    /// <summary>A message without a signature within a stream of responses: proven, or not, by the next signed one.</summary>
    Unsigned,

    /// <summary>No signature where there must be one: on a single message, on the first and the last of a stream.</summary>
    Missing,

    /// <summary>More messages in a row without a signature than the policy allows.</summary>
    TooManyUnsigned,

    /// <summary>The record breaks a rule of its format: class, TTL, a MAC that is too long, or shorter than ever allowed. A server answers FORMERR.</summary>
    FormErr,

    /// <summary>A key or algorithm that is not the one expected, or is not known (BADKEY).</summary>
    BadKey,

    /// <summary>The MAC is wrong: another secret, or other octets (BADSIG).</summary>
    BadSig,

    /// <summary>The MAC is right, but the time lies outside the fudge (BADTIME).</summary>
    BadTime,

    /// <summary>The MAC is right, but shorter than the policy allows (BADTRUNC).</summary>
    BadTrunc,

    /// <summary>The peer says that it does not accept our signature, and its own signature holds.</summary>
    PeerError,

    /// <summary>The same without a MAC, as RFC 8945 section 5.3.2 has it for BADKEY and BADSIG: anybody can have sent it.</summary>
    UnprovenPeerError,
}
