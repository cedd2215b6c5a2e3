using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A node number of the bundle protocol (draft-johnson-dns-ipn-cla).</summary>
/// <param name="NodeNumber">The number.</param>
[RdataType(DnsType.IPN)]
public sealed partial record IpnData([Field<UInt64Field>] ulong NodeNumber) : Rdata;
