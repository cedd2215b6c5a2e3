namespace Nomen.Dns.Tsig;

/// <summary>An HMAC (RFC 2104) with its key, used again and again. Not thread-safe.</summary>
internal interface IKeyedHash : IDisposable
{
    /// <summary>Takes the next octets.</summary>
    void Append(ReadOnlySpan<byte> octets);

    /// <summary>Writes the whole hash, and starts anew with the same key.</summary>
    /// <returns>Octets written.</returns>
    int Finish(Span<byte> hash);
}
