namespace Nomen.Dns.Transports;

/// <summary>How a request is signed (TSIG, RFC 8945). Part of the request, so that every hop below applies it to each transmission.</summary>
public interface IRequestProtection
{
    /// <summary>Most octets that the signature adds to a message; composing keeps that much room.</summary>
    int MaxOverhead { get; }

    /// <summary>Starts one transmission: retries and racing upstreams each have a context of their own.</summary>
    ITransmissionProtection Begin();
}
