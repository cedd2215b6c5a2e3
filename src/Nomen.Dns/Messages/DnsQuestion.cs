using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Messages;

/// <summary>What is asked: a name, a type, a class (RFC 1035 section 4.1.2). Equal without case of the name.</summary>
/// <param name="Name">The name asked about (QNAME).</param>
/// <param name="Type">The type asked for (QTYPE).</param>
/// <param name="Class">The class (QCLASS), normally <see cref="DnsClass.IN"/>.</param>
public readonly record struct DnsQuestion(DomainName Name, DnsType Type, DnsClass Class = DnsClass.IN)
{
    /// <summary>Name, class and type as in a master file.</summary>
    public override string ToString() => $"{Name} {Class.ToMnemonic()} {Type.ToMnemonic()}";
}
