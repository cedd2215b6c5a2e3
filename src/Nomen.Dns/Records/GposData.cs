using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>A geographical position, replaced by LOC (RFC 1712 section 3).</summary>
/// <param name="Longitude">Degrees as a decimal number.</param>
/// <param name="Latitude">Degrees as a decimal number.</param>
/// <param name="Altitude">Metres as a decimal number.</param>
[RdataType(DnsType.GPOS)]
public sealed partial record GposData(
    [Field<CharacterStringField>] ReadOnlyMemory<byte> Longitude,
    [Field<CharacterStringField>] ReadOnlyMemory<byte> Latitude,
    [Field<CharacterStringField>] ReadOnlyMemory<byte> Altitude) : Rdata
{
    /// <summary>Largest longitude and latitude: RFC 1712 section 3 gives longitude the range of latitude, so that both orders of the two are about.</summary>
    private const double MaxDegrees = 180;

    private string? FindRuleFlaw() =>
        PositionRule.FindFlaw(Longitude.Span, MaxDegrees, "longitude")
        ?? PositionRule.FindFlaw(Latitude.Span, MaxDegrees, "latitude")
        ?? PositionRule.FindFlaw(Altitude.Span, double.MaxValue, "altitude");
}
