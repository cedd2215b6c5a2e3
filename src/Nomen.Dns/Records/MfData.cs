using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A mail forwarder, replaced by MX (RFC 1035 section 3.3.5).</summary>
/// <param name="Host">Host that forwards mail.</param>
[RdataType(DnsType.MF)]
public sealed partial record MfData([Field<CompressedNameField>] DomainName Host) : Rdata;
