using System.Net;
using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Services of a host by protocol, replaced by SRV (RFC 1035 section 3.4.2).</summary>
/// <param name="Address">The address, of family IPv4.</param>
/// <param name="Protocol">IP protocol, 6 for TCP and 17 for UDP.</param>
/// <param name="PortMap">Bit map of ports, the highest bit of the first octet being port 0.</param>
[RdataType(DnsType.WKS, InternetOnly = true)]
public sealed partial record WksData(
    [Field<IPv4Field>] IPAddress Address,
    [Field<ProtocolField>] byte Protocol,
    [Field<PortMapField>] ReadOnlyMemory<byte> PortMap) : Rdata
{
    /// <summary>The ports in the map, in ascending order.</summary>
    public IEnumerable<ushort> Ports => PortMapField.Ports(PortMap);
}
