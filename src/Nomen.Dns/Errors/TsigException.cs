using Nomen.Dns.Registries;

namespace Nomen.Dns.Errors;

/// <summary>A signed exchange failed: the peer refused the signature, or its own does not hold (RFC 8945 section 5).</summary>
public sealed class TsigException : DnsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="error">TSIG error: BadVers (16, BADSIG), BadKey, BadTime, BadTrunc, or NoError when the signature is missing.</param>
    /// <param name="message">Sentence for a person; never holds the secret.</param>
    public TsigException(Rcode error, string message)
        : base(message) => Error = error;

    /// <summary>TSIG error code; <see cref="Rcode.NoError"/> when the signature is missing.</summary>
    public Rcode Error { get; }

    /// <inheritdoc/>
    internal override DnsException ForAnotherAsker() => new TsigException(Error, Message);
}
