using System.Globalization;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;

namespace Nomen.Conformance.Scenarios;

/// <summary>One record of an entry. Its data stays text until the entry is used, so that a file can be read and printed without knowing any type.</summary>
/// <param name="Owner">Owner, completed.</param>
/// <param name="Ttl">Time to live in seconds.</param>
/// <param name="Class">Class.</param>
/// <param name="Type">Type.</param>
/// <param name="Data">Rdata in presentation form, trimmed, comments removed.</param>
/// <param name="Origin">Completes relative names in <paramref name="Data"/>.</param>
internal sealed record EntryRecord(DomainName Owner, uint Ttl, DnsClass Class, DnsType Type, string Data, DomainName Origin)
{
    /// <summary>The record as one line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Owner} {Ttl} {Class.ToMnemonic()} {Type.ToMnemonic()} {Data}").TrimEnd();
}
