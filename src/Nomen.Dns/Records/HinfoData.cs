using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Type and operating system of a host (RFC 1035 section 3.3.2); also the minimal answer to ANY (RFC 8482).</summary>
/// <param name="Cpu">CPU type, up to 255 octets.</param>
/// <param name="OperatingSystem">Operating system, up to 255 octets.</param>
[RdataType(DnsType.HINFO)]
public sealed partial record HinfoData(
    [Field<CharacterStringField>] ReadOnlyMemory<byte> Cpu,
    [Field<CharacterStringField>] ReadOnlyMemory<byte> OperatingSystem) : Rdata;
