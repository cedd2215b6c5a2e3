using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A locator of ILNP for IPv6 (RFC 6742 section 2.3).</summary>
/// <param name="Preference">Lower is preferred.</param>
/// <param name="Locator">The locator.</param>
[RdataType(DnsType.L64)]
public sealed partial record L64Data([Field<UInt16Field>] ushort Preference, [Field<Locator64Field>] ulong Locator) : Rdata;
