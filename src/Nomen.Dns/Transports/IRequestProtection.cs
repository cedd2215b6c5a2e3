namespace Nomen.Dns.Transports;

/// <summary>How a request is signed (TSIG, RFC 8945). Part of the request, so that every hop below applies it to each transmission.</summary>
public interface IRequestProtection
{
    /// <summary>Octets that the signature adds to a request, exactly; composing keeps that much room, and padding counts it in.</summary>
    int MaxOverhead { get; }

    /// <summary>Starts one transmission: retries and racing upstreams each have a context of their own.</summary>
    ITransmissionProtection Begin();
}
