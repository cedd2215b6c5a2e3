using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>An address in a public data network (RFC 1183 section 3.1).</summary>
/// <param name="Address">X.121 address, decimal digits.</param>
[RdataType(DnsType.X25)]
public sealed partial record X25Data([Field<DigitsField>] ReadOnlyMemory<byte> Address) : Rdata;
