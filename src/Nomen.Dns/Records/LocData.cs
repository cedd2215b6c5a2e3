using Nomen.Dns.Records.Codecs;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Records;

/// <summary>Where a host or network is on the globe (RFC 1876).</summary>
/// <param name="Version">Always 0.</param>
/// <param name="Size">Diameter of a sphere around it: a digit and a power of ten, in centimetres.</param>
/// <param name="HorizontalPrecision">Diameter of the horizontal circle of error, in the same form.</param>
/// <param name="VerticalPrecision">Vertical error, in the same form.</param>
/// <param name="Latitude">Thousandths of a second of arc, 2^31 being the equator, more to the north.</param>
/// <param name="Longitude">Thousandths of a second of arc, 2^31 being the prime meridian, more to the east.</param>
/// <param name="Altitude">Centimetres above a point 100,000 m below the WGS 84 spheroid.</param>
[RdataType(DnsType.LOC, TextForm = typeof(LocText))]
public sealed partial record LocData(
    [Field<UInt8Field>] byte Version,
    [Field<UInt8Field>] byte Size,
    [Field<UInt8Field>] byte HorizontalPrecision,
    [Field<UInt8Field>] byte VerticalPrecision,
    [Field<UInt32Field>] uint Latitude,
    [Field<UInt32Field>] uint Longitude,
    [Field<UInt32Field>] uint Altitude) : Rdata
{
    /// <summary>What stands for 0 degrees.</summary>
    internal const uint AngleZero = 1u << 31;

    /// <summary>Centimetres that the altitude counts from below zero.</summary>
    internal const uint AltitudeBase = 100_000_00;

    /// <summary>Largest latitude in degrees: a pole (RFC 1876 section 3).</summary>
    internal const int MaxLatitudeDegrees = 90;

    /// <summary>Largest longitude in degrees: half-way round the globe (RFC 1876 section 3).</summary>
    internal const int MaxLongitudeDegrees = 180;

    private const double UnitsPerDegree = 3_600_000;

    /// <summary>Latitude in degrees, positive to the north.</summary>
    public double LatitudeDegrees => (Latitude - (double)AngleZero) / UnitsPerDegree;

    /// <summary>Longitude in degrees, positive to the east.</summary>
    public double LongitudeDegrees => (Longitude - (double)AngleZero) / UnitsPerDegree;

    /// <summary>Altitude in metres above the WGS 84 spheroid.</summary>
    public double AltitudeMetres => (Altitude - (double)AltitudeBase) / 100;

    /// <summary>Diameter of the sphere around the place, in metres.</summary>
    public double SizeMetres => LocText.Precision(Size) / 100.0;

    /// <summary>Diameter of the horizontal circle of error, in metres.</summary>
    public double HorizontalPrecisionMetres => LocText.Precision(HorizontalPrecision) / 100.0;

    /// <summary>Vertical error, in metres.</summary>
    public double VerticalPrecisionMetres => LocText.Precision(VerticalPrecision) / 100.0;
}
