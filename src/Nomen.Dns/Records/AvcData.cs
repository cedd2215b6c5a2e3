using System.Collections.Immutable;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Application visibility and control (IANA template).</summary>
/// <param name="Strings">One or more strings of up to 255 octets.</param>
[RdataType(DnsType.AVC)]
public sealed partial record AvcData([Field<CharacterStringsField>] ImmutableArray<ReadOnlyMemory<byte>> Strings) : Rdata
{
    /// <summary>All strings joined without anything between them, read as UTF-8; octets that are none become U+FFFD.</summary>
    public string GetText() => StringText.Join(Strings);
}
