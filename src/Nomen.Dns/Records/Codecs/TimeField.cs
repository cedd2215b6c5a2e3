using System.Globalization;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>A time in seconds since 1970, 32 bits; text has YYYYMMDDHHmmSS in UTC, or the number (RFC 4034 section 3.2).</summary>
internal sealed class TimeField : IRdataField<uint>
{
    public const int Size = 4;

    private const string Format = "yyyyMMddHHmmss";

    public static uint Read(ReadOnlySpan<byte> message, ref int position, int end) => UInt32Field.Read(message, ref position, end);

    public static void Write(ref DnsMessageWriter writer, uint value) => writer.WriteUInt32(value);

    public static uint Parse(RdataTextReader reader, string expected)
    {
        if (reader.Peek(out _).Length != Format.Length)
        {
            return reader.ReadUInt32($"{expected}: a time as YYYYMMDDHHmmSS, or seconds");
        }

        // A year that 32 bits do not reach would come back as another one.
        ReadOnlySpan<char> token = reader.ReadToken(expected);
        return DateTimeOffset.TryParseExact(token, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            && time.ToUnixTimeSeconds() is >= 0 and <= uint.MaxValue
            ? (uint)time.ToUnixTimeSeconds()
            : throw reader.Error($"{expected}: a time as YYYYMMDDHHmmSS from 1970 to 2106");
    }

    public static void Print(RdataTextWriter writer, uint value) =>
        writer.WriteToken(DateTimeOffset.FromUnixTimeSeconds(value).ToString(Format, CultureInfo.InvariantCulture));
}
