using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>How to reach a service (RFC 9460 section 2).</summary>
/// <param name="Priority">0 for an alias; else lower is tried first.</param>
/// <param name="Target">The alias target, or the host of the service; the root stands for the owner.</param>
/// <param name="Parameters">The service parameters.</param>
[RdataType(DnsType.SVCB)]
public sealed partial record SvcbData(
    [Field<UInt16Field>] ushort Priority,
    [Field<NameField>] DomainName Target,
    [Field<SvcParamsField>] SvcParams Parameters) : Rdata;
