using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A name that has ILNP locators (RFC 6742 section 2.4).</summary>
/// <param name="Preference">Lower is preferred.</param>
/// <param name="Name">Name with L32 or L64 records.</param>
[RdataType(DnsType.LP)]
public sealed partial record LpData([Field<UInt16Field>] ushort Preference, [Field<NameField>] DomainName Name) : Rdata;
