using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A geographical position, replaced by LOC (RFC 1712 section 3).</summary>
/// <param name="Longitude">Degrees east as a decimal number, -180 to 180.</param>
/// <param name="Latitude">Degrees north as a decimal number, -90 to 90.</param>
/// <param name="Altitude">Metres as a decimal number.</param>
[RdataType(DnsType.GPOS)]
public sealed partial record GposData(
    [Field<CharacterStringField>] ReadOnlyMemory<byte> Longitude,
    [Field<CharacterStringField>] ReadOnlyMemory<byte> Latitude,
    [Field<CharacterStringField>] ReadOnlyMemory<byte> Altitude) : Rdata
{
    private string? FindRuleFlaw() =>
        PositionRule.FindFlaw(Longitude.Span, 180, "longitude") ?? PositionRule.FindFlaw(Latitude.Span, 90, "latitude") ?? PositionRule.FindFlaw(Altitude.Span, double.MaxValue, "altitude");
}
