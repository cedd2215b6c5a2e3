using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A geographical position, replaced by LOC (RFC 1712 section 3).</summary>
/// <param name="Longitude">Degrees as a decimal number.</param>
/// <param name="Latitude">Degrees as a decimal number.</param>
/// <param name="Altitude">Metres as a decimal number.</param>
[RdataType(DnsType.GPOS)]
public sealed partial record GposData(
    [Field<DegreesField>] ReadOnlyMemory<byte> Longitude,
    [Field<DegreesField>] ReadOnlyMemory<byte> Latitude,
    [Field<MetresField>] ReadOnlyMemory<byte> Altitude) : Rdata;
