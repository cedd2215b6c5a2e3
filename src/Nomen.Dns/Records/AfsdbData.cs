using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A server of an AFS cell or a DCE node (RFC 1183 section 1).</summary>
/// <param name="Subtype">1 AFS volume location server, 2 DCE server.</param>
/// <param name="Host">Host of the server.</param>
[RdataType(DnsType.AFSDB)]
public sealed partial record AfsdbData([Field<UInt16Field>] ushort Subtype, [Field<LowerNameField>] DomainName Host) : Rdata;
