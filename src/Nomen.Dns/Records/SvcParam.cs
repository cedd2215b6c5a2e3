namespace Nomen.Dns.Records;

/// <summary>One service parameter of an SVCB or HTTPS record (RFC 9460 section 2.1).</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value as on the wire, at most 65,535 octets.</param>
public readonly record struct SvcParam(SvcParamKey Key, ReadOnlyMemory<byte> Value)
{
    /// <summary>Equal when the keys are and the values are octet by octet.</summary>
    public bool Equals(SvcParam other) => Key == other.Key && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Key);
        hash.AddBytes(Value.Span);
        return hash.ToHashCode();
    }
}
