using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Errors;

/// <summary>A response came, but says that the request failed. Only thrown where the caller asked for that: any response code is a response.</summary>
public sealed class DnsResponseException : DnsException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="rcode">The response code.</param>
    /// <param name="question">What was asked; in UPDATE the zone.</param>
    public DnsResponseException(Rcode rcode, DnsQuestion? question)
        : base(question is null ? $"The server answers {rcode}." : $"The server answers {rcode} for {question}.") => Rcode = rcode;

    /// <summary>The response code.</summary>
    public Rcode Rcode { get; }
}
