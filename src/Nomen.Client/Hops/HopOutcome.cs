using Nomen.Dns.Errors;
using Nomen.Dns.Messages;

namespace Nomen.Client.Hops;

/// <summary>How one request ended: a message, an error, or a cancellation.</summary>
internal readonly record struct HopOutcome
{
    /// <summary>The wait was ended from outside.</summary>
    public static readonly HopOutcome Cancelled = new() { IsCancelled = true };

    /// <summary>A message that answers.</summary>
    public HopOutcome(DnsMessage message) => Message = message;

    /// <summary>No usable message.</summary>
    public HopOutcome(TransportError error) => Error = error;

    /// <summary>The message; null when there is none.</summary>
    public DnsMessage? Message { get; }

    /// <summary>Why there is none.</summary>
    public TransportError? Error { get; }

    /// <summary>Whether somebody ended the wait.</summary>
    public bool IsCancelled { get; private init; }

    /// <summary>Whether the connection may just have been an old one, which the server had given up.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }
}
