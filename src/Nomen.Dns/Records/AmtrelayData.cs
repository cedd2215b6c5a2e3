using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A relay for multicast (RFC 8777 section 4).</summary>
/// <param name="Precedence">Lower is tried first.</param>
/// <param name="DiscoveryOptional">D: whether the relay may be used without a discovery message first.</param>
/// <param name="Relay">The relay.</param>
[RdataType(DnsType.AMTRELAY, WireForm = typeof(AmtrelayForm), TextForm = typeof(AmtrelayForm))]
public sealed partial record AmtrelayData([Field<UInt8Field>] byte Precedence, bool DiscoveryOptional, Gateway Relay) : Rdata;
