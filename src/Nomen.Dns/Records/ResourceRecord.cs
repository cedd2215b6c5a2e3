using Nomen.Dns.Names;
using Nomen.Dns.Registries;

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

    /// <summary>Presentation form, as in a master file (RFC 1035 section 5.1).</summary>
    public override string ToString() => $"{Owner} {Ttl} {Class.ToMnemonic()} {Type.ToMnemonic()} {Data}";
}
