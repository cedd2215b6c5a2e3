using System.Net;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>An IPv6 address of a host (RFC 3596 section 2.2).</summary>
/// <param name="Address">The address, of family IPv6 and without a scope.</param>
[RdataType(DnsType.AAAA, InternetOnly = true)]
public sealed partial record AaaaData([Field<IPv6Field>] IPAddress Address) : Rdata;
