namespace Nomen.Dns.Transports;

/// <summary>What the hop that owns the socket adds to a request when it composes one transmission.</summary>
public readonly ref struct HopFields
{
    /// <summary>Message ID, from the cryptographic generator.</summary>
    public required ushort Id { get; init; }

    /// <summary>UDP payload size for the OPT, in octets, unless the request sets its own.</summary>
    public required ushort PayloadSize { get; init; }

    /// <summary>The query name in the letter case to send (0x20), uncompressed; empty for the request's own.</summary>
    public ReadOnlySpan<byte> CasedName { get; init; }

    /// <summary>Options in wire form that belong to the hop (cookie, keepalive, padding); written only when the request allows an OPT.</summary>
    public ReadOnlySpan<byte> Options { get; init; }

    /// <summary>Octets to whose multiple the message is padded (RFC 8467 section 4.1), for encrypted hops; 0 for no padding. Needs an OPT.</summary>
    public int PaddingBlock { get; init; }

    /// <summary>Signs this transmission; null when the request is not signed.</summary>
    public ITransmissionProtection? Protection { get; init; }
}
