using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>One EDNS option (RFC 6891 section 6.1.2): a code and octets, read into a type of its own where this library knows the code.</summary>
public abstract record EdnsOption
{
    /// <summary>Option code.</summary>
    public abstract EdnsOptionCode Code { get; }

    /// <summary>Reads an option: the type of its own, or <see cref="UnknownOption"/> for a code without one.</summary>
    /// <param name="code">Option code.</param>
    /// <param name="data">The data, without code and length.</param>
    /// <param name="option">The option, when it is good.</param>
    /// <param name="error">What breaks the option's rules, and at which octet of <paramref name="data"/>. A server answers FORMERR to most of these.</param>
    public static bool TryRead(EdnsOptionCode code, ReadOnlySpan<byte> data, [NotNullWhen(true)] out EdnsOption? option, out FormatError error) =>
        EdnsOptionReader.TryRead(code, data, out option, out error);

    /// <summary>Writes the option's data, without code and length.</summary>
    public abstract void WriteData(ref DnsMessageWriter writer);

    /// <summary>One line as dig shows it: <c>NSID: 6e 73 31 ("ns1")</c>. Printable characters only.</summary>
    public sealed override string ToString()
    {
        string value = ShowValue();
        return value.Length == 0 ? $"{EdnsOptionText.Name(Code)}:" : $"{EdnsOptionText.Name(Code)}: {value}";
    }

    /// <summary>The option's data, without code and length, as new octets.</summary>
    public byte[] ToData()
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        DnsMessageWriter writer = new(rented, compress: false);
        WriteData(ref writer);
        byte[] data = writer.Written.ToArray();
        ArrayPool<byte>.Shared.Return(rented);
        return data;
    }

    /// <summary>Writes code, length and data.</summary>
    internal void WriteOption(ref DnsMessageWriter writer)
    {
        writer.WriteUInt16((ushort)Code);
        int lengthAt = writer.BeginLength();
        WriteData(ref writer);
        writer.EndLength(lengthAt);
    }

    /// <summary>The value for a person, in printable characters; by default the octets.</summary>
    protected virtual string ShowValue() => EdnsOptionText.Octets(ToData());
}
