using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Errors;

/// <summary>A zone transfer did not come to its end: what was received of it is not the zone, and must not be used as such.</summary>
public sealed class TransferException : DnsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="zone">The zone asked for.</param>
    /// <param name="detail">More about it, for a person.</param>
    /// <param name="innerException">What happened underneath, if anything.</param>
    public TransferException(TransferFailure failure, DomainName zone, string detail, Exception? innerException = null)
        : base($"Transfer of {zone}: {Describe(failure)} ({detail}).", innerException)
    {
        Failure = failure;
        Zone = zone;
    }

    /// <summary>Why.</summary>
    public TransferFailure Failure { get; }

    /// <summary>The zone asked for.</summary>
    public DomainName Zone { get; }

    /// <summary>The response code that came instead of the zone, or in the middle of it; null when none did.</summary>
    public Rcode? Rcode { get; init; }

    private static string Describe(TransferFailure failure) => failure switch
    {
        TransferFailure.Refused => "refused",
        TransferFailure.Incomplete => "incomplete",
        TransferFailure.Malformed => "against the rules",
        TransferFailure.Stalled => "stalled",
        TransferFailure.Timeout => "time-out",
        TransferFailure.TooLarge => "too large",
        _ => "wrong digest",
    };
}
