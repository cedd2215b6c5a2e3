using System.Net;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A locator of ILNP for IPv4 (RFC 6742 section 2.2).</summary>
/// <param name="Preference">Lower is preferred.</param>
/// <param name="Locator">The locator, in the form of an IPv4 address.</param>
[RdataType(DnsType.L32)]
public sealed partial record L32Data([Field<UInt16Field>] ushort Preference, [Field<IPv4Field>] IPAddress Locator) : Rdata;
