using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Where a service is found (RFC 2782).</summary>
/// <param name="Priority">Lower is tried first.</param>
/// <param name="Weight">Share among targets of equal priority; 0 when there is nothing to choose.</param>
/// <param name="Port">Port of the service.</param>
/// <param name="Target">Host of the service; the root says that there is none.</param>
[RdataType(DnsType.SRV)]
public sealed partial record SrvData(
    [Field<UInt16Field>] ushort Priority,
    [Field<UInt16Field>] ushort Weight,
    [Field<UInt16Field>] ushort Port,
    [Field<LowerNameField>] DomainName Target) : Rdata;
