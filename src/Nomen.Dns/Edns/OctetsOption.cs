using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>An option that is octets, or a list of numbers of one octet. Equal when code and octets are.</summary>
public abstract record OctetsOption : EdnsOption
{
    private protected OctetsOption(EdnsOptionCode code, ReadOnlyMemory<byte> data)
    {
        if (data.Length > ushort.MaxValue)
        {
            throw new ArgumentException("An option has at most 65,535 octets.", nameof(data));
        }

        Code = code;
        Data = data;
    }

    /// <inheritdoc/>
    public override EdnsOptionCode Code { get; }

    /// <summary>The option's data.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <inheritdoc/>
    public override void WriteData(ref DnsMessageWriter writer) => writer.WriteOctets(Data.Span);

    /// <summary>Whether type, code and octets are equal.</summary>
    public virtual bool Equals(OctetsOption? other) =>
        other is not null && EqualityContract == other.EqualityContract && Code == other.Code && Data.Span.SequenceEqual(other.Data.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Code);
        hash.AddBytes(Data.Span);
        return hash.ToHashCode();
    }
}
