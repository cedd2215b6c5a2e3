using System.Text;
using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>ATMA in text: <c>+</c> and digits for an E.164 number, else hexadecimal digits with dots for an end system address (ATM Forum af-dans-0152).</summary>
internal sealed class AtmaText : ITextForm<AtmaData>
{
    private const byte EndSystem = 0;
    private const byte E164 = 1;

    public static AtmaData Parse(RdataTextReader reader)
    {
        ReadOnlySpan<char> token = reader.ReadToken("an ATM address");
        if (token.StartsWith('+'))
        {
            string digits = token[1..].ToString().Replace(".", string.Empty, StringComparison.Ordinal);
            return digits.Length > 0 && digits.All(char.IsAsciiDigit) ? new AtmaData(E164, Encoding.ASCII.GetBytes(digits)) : throw reader.Error("digits behind the +");
        }

        return DottedHex.TryParse(token, out byte[]? octets) ? new AtmaData(EndSystem, octets) : throw reader.Error("an ATM address: + and digits, or hexadecimal digits");
    }

    public static void Print(RdataTextWriter writer, AtmaData value) =>
        writer.WriteToken(value.Format == E164 ? "+" + Encoding.ASCII.GetString(value.Address.Span) : Convert.ToHexStringLower(value.Address.Span));

    public static string? FindFlaw(AtmaData value) => value.Address.IsEmpty ? "an ATM address of at least one octet" : null;

    public static bool CanPrint(AtmaData value) =>
        value.Format == EndSystem || (value.Format == E164 && !value.Address.Span.ContainsAnyExceptInRange((byte)'0', (byte)'9'));
}
