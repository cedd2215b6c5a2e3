using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Identity of the DHCP client that a name belongs to (RFC 4701 section 3).</summary>
/// <param name="Octets">Type of the identifier, type of the digest, digest.</param>
[RdataType(DnsType.DHCID)]
public sealed partial record DhcidData([Field<Base64Field>] ReadOnlyMemory<byte> Octets) : Rdata;
