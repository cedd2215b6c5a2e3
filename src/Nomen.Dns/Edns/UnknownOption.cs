using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>An option that has no type of its own here, or whose data breaks the option's rules: octets as they are.</summary>
public sealed record UnknownOption : EdnsOption
{
    /// <summary>Takes octets; they are not copied.</summary>
    public UnknownOption(EdnsOptionCode code, ReadOnlyMemory<byte> data)
    {
        Code = code;
        Data = data;
    }

    /// <inheritdoc/>
    public override EdnsOptionCode Code { get; }

    /// <summary>The option's data.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer) => writer.WriteOctets(Data.Span);

    /// <inheritdoc/>
    public bool Equals(UnknownOption? other) => other is not null && Code == other.Code && Data.Span.SequenceEqual(other.Data.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Code);
        hash.AddBytes(Data.Span);
        return hash.ToHashCode();
    }
}
