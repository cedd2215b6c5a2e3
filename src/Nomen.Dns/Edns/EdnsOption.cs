using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>One EDNS option (RFC 6891 section 6.1.2): a code and octets, read into a type of its own where this library knows the code.</summary>
public abstract record EdnsOption
{
    /// <summary>Option code.</summary>
    public abstract EdnsOptionCode Code { get; }

    /// <summary>Writes the option's data, without code and length.</summary>
    public abstract void WriteData(ref DnsMessageWriter writer);

    /// <summary>Writes code, length and data.</summary>
    internal void WriteOption(ref DnsMessageWriter writer)
    {
        writer.WriteUInt16((ushort)Code);
        int lengthAt = writer.BeginLength();
        WriteData(ref writer);
        writer.EndLength(lengthAt);
    }
}
