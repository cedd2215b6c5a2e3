using System.Globalization;
using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>LOC in text: degrees, minutes and seconds of latitude and longitude, then metres (RFC 1876 section 3).</summary>
internal sealed class LocText : ITextForm<LocData>
{
    private const long UnitsPerSecond = 1000;
    private const long UnitsPerMinute = 60 * UnitsPerSecond;
    private const long UnitsPerDegree = 60 * UnitsPerMinute;

    // RFC 1876 section 3: defaults of 1 m, 10,000 m and 10 m.
    private const byte DefaultSize = 0x12;
    private const byte DefaultHorizontal = 0x16;
    private const byte DefaultVertical = 0x13;

    /// <summary>Largest size or precision in centimetres: the digit 9 and the power 9 (RFC 1876 section 2).</summary>
    private const long MaxPrecision = 90_000_000_00;

    public static LocData Parse(RdataTextReader reader)
    {
        uint latitude = ParseAngle(reader, "latitude", LocData.MaxLatitudeDegrees, "N", "S");
        uint longitude = ParseAngle(reader, "longitude", LocData.MaxLongitudeDegrees, "E", "W");
        long altitude = ParseMetres(reader, "altitude", -LocData.AltitudeBase, uint.MaxValue - (long)LocData.AltitudeBase);
        byte size = ParsePrecision(reader, "size", DefaultSize);
        byte horizontal = ParsePrecision(reader, "horizontal precision", DefaultHorizontal);
        byte vertical = ParsePrecision(reader, "vertical precision", DefaultVertical);
        return new LocData(0, size, horizontal, vertical, latitude, longitude, (uint)(altitude + LocData.AltitudeBase));
    }

    public static void Print(RdataTextWriter writer, LocData value)
    {
        PrintAngle(writer, value.Latitude, "N", "S");
        PrintAngle(writer, value.Longitude, "E", "W");
        writer.WriteToken(Metres(value.Altitude - (long)LocData.AltitudeBase, always: true));
        writer.WriteToken(Metres(Precision(value.Size)));
        writer.WriteToken(Metres(Precision(value.HorizontalPrecision)));
        writer.WriteToken(Metres(Precision(value.VerticalPrecision)));
    }

    /// <summary>RFC 1876 section 2: version 0, digits of 0 to 9, angles within the globe.</summary>
    public static string? FindFlaw(LocData value)
    {
        bool good = value.Version == 0 && IsPrecision(value.Size) && IsPrecision(value.HorizontalPrecision) && IsPrecision(value.VerticalPrecision)
            && Math.Abs(value.Latitude - (long)LocData.AngleZero) <= LocData.MaxLatitudeDegrees * UnitsPerDegree
            && Math.Abs(value.Longitude - (long)LocData.AngleZero) <= LocData.MaxLongitudeDegrees * UnitsPerDegree;
        return good ? null : "a location of version 0 on the globe";
    }

    /// <summary>A zero with an exponent, 0 times 10^n cm, has no text of its own.</summary>
    public static bool CanPrint(LocData value) => IsPrintable(value.Size) && IsPrintable(value.HorizontalPrecision) && IsPrintable(value.VerticalPrecision);

    /// <summary>Centimetres of a base and a power of ten, four bits each.</summary>
    public static long Precision(byte value)
    {
        long centimetres = value >> 4;
        for (int i = 0; i < (value & 0xf); i++)
        {
            centimetres *= 10;
        }

        return centimetres;
    }

    private static bool IsPrecision(byte value) => value >> 4 <= 9 && (value & 0xf) <= 9;

    private static bool IsPrintable(byte value) => value >> 4 != 0 || value == 0;

    private static uint ParseAngle(RdataTextReader reader, string expected, int most, string positive, string negative)
    {
        long units = ParseWhole(reader, $"degrees of {expected}", most) * UnitsPerDegree;
        if (reader.Peek(out _) is { Length: > 0 } minutes && char.IsAsciiDigit(minutes[0]))
        {
            units += ParseWhole(reader, $"minutes of {expected}", 59) * UnitsPerMinute;
            if (reader.Peek(out _) is { Length: > 0 } seconds && (char.IsAsciiDigit(seconds[0]) || seconds[0] == '.'))
            {
                ReadOnlySpan<char> token = reader.ReadToken($"seconds of {expected}");
                units += FixedPoint.TryParse(token, 3, out long thousandths) && thousandths < UnitsPerMinute
                    ? thousandths
                    : throw reader.Error($"seconds of {expected} from 0 to 59.999");
            }
        }

        ReadOnlySpan<char> hemisphere = reader.ReadToken($"{positive} or {negative} behind the {expected}");
        bool isPositive = hemisphere.Equals(positive, StringComparison.OrdinalIgnoreCase);
        if (!isPositive && !hemisphere.Equals(negative, StringComparison.OrdinalIgnoreCase))
        {
            throw reader.Error($"{positive} or {negative} behind the {expected}");
        }

        return units <= most * UnitsPerDegree
            ? (uint)(LocData.AngleZero + (isPositive ? units : -units))
            : throw reader.Error($"a {expected} of at most {most} degrees");
    }

    private static long ParseWhole(RdataTextReader reader, string expected, int most)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        return int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= most
            ? value
            : throw reader.Error(string.Create(CultureInfo.InvariantCulture, $"{expected} from 0 to {most}"));
    }

    private static long ParseMetres(RdataTextReader reader, string expected, long least, long most)
    {
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        bool negative = token.StartsWith('-');
        ReadOnlySpan<char> number = negative ? token[1..] : token;
        number = number.EndsWith("m", StringComparison.OrdinalIgnoreCase) ? number[..^1] : number;
        bool good = FixedPoint.TryParse(number, 2, out long centimetres);
        centimetres = negative ? -centimetres : centimetres;
        return good && centimetres >= least && centimetres <= most
            ? centimetres
            : throw reader.Error($"{expected} in metres from {Metres(least)} to {Metres(most)}");
    }

    private static byte ParsePrecision(RdataTextReader reader, string expected, byte @default)
    {
        if (reader.AtEnd)
        {
            return @default;
        }

        // The wire has one digit and a power of ten; further digits are dropped, as in the code of RFC 1876 appendix A.
        long centimetres = ParseMetres(reader, expected, 0, MaxPrecision);
        int exponent = 0;
        for (; centimetres > 9; centimetres /= 10)
        {
            exponent++;
        }

        return (byte)((centimetres << 4) | (long)exponent);
    }

    private static void PrintAngle(RdataTextWriter writer, uint angle, string positive, string negative)
    {
        long units = Math.Abs(angle - (long)LocData.AngleZero);
        writer.WriteNumber((ulong)(units / UnitsPerDegree));
        writer.WriteNumber((ulong)(units / UnitsPerMinute % 60));
        writer.WriteToken(string.Create(CultureInfo.InvariantCulture, $"{units / UnitsPerSecond % 60}.{units % UnitsPerSecond:D3}"));
        writer.WriteToken(angle >= LocData.AngleZero ? positive : negative);
    }

    private static string Metres(long centimetres, bool always = false)
    {
        long whole = Math.Abs(centimetres);
        string fraction = whole % 100 == 0 && !always ? string.Empty : $".{whole % 100:D2}";
        return string.Create(CultureInfo.InvariantCulture, $"{(centimetres < 0 ? "-" : string.Empty)}{whole / 100}{fraction}m");
    }
}
