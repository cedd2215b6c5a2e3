using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Diff;

/// <summary>A record as far as it is compared: names without case, order without meaning, the TTL on request only.</summary>
/// <param name="Section">Section it stands in.</param>
/// <param name="Owner">Owner.</param>
/// <param name="Type">Type.</param>
/// <param name="Class">Class.</param>
/// <param name="Data">Rdata; compared by value.</param>
/// <param name="Ttl">TTL in seconds; null when it does not count.</param>
internal sealed record ComparedRecord(DnsSection Section, DomainName Owner, DnsType Type, DnsClass Class, Rdata Data, uint? Ttl)
{
    public static ComparedRecord From(DnsSection section, ResourceRecord record, bool withTtl) =>
        new(section, record.Owner, record.Type, record.Class, record.Data, withTtl ? record.Ttl : null);

    /// <summary>As a person reads it.</summary>
    public override string ToString() =>
        $"{Owner} {(Ttl is { } ttl ? $"{ttl} " : string.Empty)}{Type.ToMnemonic()} {Data}{(Section == DnsSection.Authority ? " (authority)" : string.Empty)}";
}
