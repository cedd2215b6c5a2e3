using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records;

/// <summary>The data of a resource record: one immutable record type per RR type, and <see cref="UnknownData"/> for the rest (RFC 3597).</summary>
/// <remarks>Equal when the types are equal, names without case and octets by content.</remarks>
public abstract record Rdata
{
    /// <summary>The type that this is the data of.</summary>
    public abstract DnsType Type { get; }

    /// <summary>Writes the wire form; names are compressed where the type allows it (RFC 3597 section 4) and the writer does.</summary>
    public abstract void Write(ref DnsMessageWriter writer);

    /// <summary>Writes the canonical form: no compression, names in lower case for the types of RFC 4034 section 6.2 (as changed by RFC 6840 section 5.1).</summary>
    public abstract void WriteCanonical(ref DnsMessageWriter writer);
}
