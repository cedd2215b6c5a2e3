using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Where a parent wants to be told of changes in a child (RFC 9859 section 2).</summary>
/// <param name="RecordType">Type whose change is told, such as CDS.</param>
/// <param name="Scheme">How: 1 is NOTIFY.</param>
/// <param name="Port">Port of the target.</param>
/// <param name="Target">Host to tell.</param>
[RdataType(DnsType.DSYNC)]
public sealed partial record DsyncData(
    [Field<TypeField>] DnsType RecordType,
    [Field<NotifySchemeField>] byte Scheme,
    [Field<UInt16Field>] ushort Port,
    [Field<NameField>] DomainName Target) : Rdata;
