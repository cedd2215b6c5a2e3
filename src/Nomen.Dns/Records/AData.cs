using System.Net;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>An IPv4 address of a host (RFC 1035 section 3.4.1).</summary>
/// <param name="Address">The address, of family IPv4.</param>
[RdataType(DnsType.A, InternetOnly = true)]
public sealed partial record AData([Field<IPv4Field>] IPAddress Address) : Rdata;
