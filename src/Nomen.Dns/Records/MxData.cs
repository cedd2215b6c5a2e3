using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A mail exchange of a domain (RFC 1035 section 3.3.9).</summary>
/// <param name="Preference">Lower is tried first.</param>
/// <param name="Exchange">Host that takes mail; the root, with preference 0, says that nobody does (RFC 7505).</param>
[RdataType(DnsType.MX)]
public sealed partial record MxData([Field<UInt16Field>] ushort Preference, [Field<CompressedNameField>] DomainName Exchange) : Rdata;
