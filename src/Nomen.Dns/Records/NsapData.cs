using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>An address of the OSI network service (RFC 1706 section 5).</summary>
/// <param name="Address">The address.</param>
[RdataType(DnsType.NSAP)]
public sealed partial record NsapData([Field<NsapField>] ReadOnlyMemory<byte> Address) : Rdata;
