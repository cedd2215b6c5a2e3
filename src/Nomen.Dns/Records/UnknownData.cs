using Nomen.Dns.Registries;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records;

/// <summary>Rdata of a type that this library does not know, or of a known type with no rdata at all (UPDATE): octets as they are (RFC 3597).</summary>
public sealed record UnknownData : Rdata
{
    /// <summary>Takes octets; they are not copied.</summary>
    public UnknownData(DnsType type, ReadOnlyMemory<byte> octets)
    {
        Type = type;
        Octets = octets;
    }

    /// <inheritdoc/>
    public override DnsType Type { get; }

    /// <summary>The rdata.</summary>
    public ReadOnlyMemory<byte> Octets { get; }

    /// <inheritdoc/>
    public override void Write(ref DnsMessageWriter writer) => writer.WriteOctets(Octets.Span);

    /// <inheritdoc/>
    public override void WriteCanonical(ref DnsMessageWriter writer) => writer.WriteOctets(Octets.Span);

    /// <summary>Equal when the types are and the octets by content.</summary>
    public bool Equals(UnknownData? other) => other is not null && Type == other.Type && Octets.Span.SequenceEqual(other.Octets.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Type);
        hash.AddBytes(Octets.Span);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    private protected override void PrintFields(RdataTextWriter writer) => writer.WriteGeneric(Octets.Span);
}
