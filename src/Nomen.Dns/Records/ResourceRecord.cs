using Nomen.Dns.Errors;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Text;

namespace Nomen.Dns.Records;

/// <summary>An owned resource record (RFC 1035 section 3.2.1).</summary>
/// <param name="Owner">Owner name.</param>
/// <param name="Type">Type; equals that of <paramref name="Data"/>.</param>
/// <param name="Class">Class.</param>
/// <param name="Ttl">Time to live in seconds.</param>
/// <param name="Data">The rdata.</param>
public sealed record ResourceRecord(DomainName Owner, DnsType Type, DnsClass Class, uint Ttl, Rdata Data)
{
    /// <summary>A record of class IN.</summary>
    public ResourceRecord(DomainName owner, uint ttl, Rdata data)
        : this(owner, data.Type, DnsClass.IN, ttl, data)
    {
    }

    /// <summary>Reads a record's presentation form: <c>owner [TTL] [class] type rdata</c>, over several lines in parentheses (RFC 1035 section 5.1).</summary>
    /// <param name="text">The text of one record.</param>
    /// <param name="origin">Completes names without a final dot; the root by default.</param>
    /// <param name="defaultTtl">TTL in seconds when the text has none; without it such a text is refused, but for an SOA's, which then lives for its minimum.</param>
    /// <exception cref="DnsTextException">The text is no record; tells line, column and what was expected.</exception>
    public static ResourceRecord Parse(ReadOnlySpan<char> text, DomainName origin = default, uint? defaultTtl = null)
    {
        RdataTextReader reader = new(text, origin);
        return RecordTextParser.Parse(reader, new RecordTextState { DefaultTtl = defaultTtl });
    }

    /// <summary>Presentation form, as in a master file (RFC 1035 section 5.1).</summary>
    public override string ToString() => $"{Owner} {Ttl} {Class.ToMnemonic()} {Type.ToMnemonic()} {Data}";
}
