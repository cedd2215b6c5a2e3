using System.Collections.Immutable;
using Nomen.Dns.Names;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Identity of a host in the Host Identity Protocol (RFC 8005 section 5).</summary>
/// <param name="PublicKeyAlgorithm">As of IPSECKEY: 1 DSA, 2 RSA, 3 ECDSA.</param>
/// <param name="HostIdentityTag">Host identity tag, 1 to 255 octets.</param>
/// <param name="PublicKey">The key, 1 to 65,535 octets.</param>
/// <param name="RendezvousServers">Servers to reach the host through; may be empty.</param>
[RdataType(DnsType.HIP, WireForm = typeof(HipForm), TextForm = typeof(HipForm))]
public sealed partial record HipData(
    [Field<UInt8Field>] byte PublicKeyAlgorithm,
    [Field<HostIdentityTagField>] ReadOnlyMemory<byte> HostIdentityTag,
    [Field<SizedBase64Field>] ReadOnlyMemory<byte> PublicKey,
    [Field<NameListField>] ImmutableArray<DomainName> RendezvousServers) : Rdata;
