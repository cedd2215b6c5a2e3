using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Nomen.Dns.Text;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>Address ranges up to the end of the rdata, perhaps none; in text <c>!1:192.0.2.0/24</c> (RFC 3123).</summary>
internal sealed class AplField : IVariableField<ImmutableArray<AplItem>>
{
    private const int HeadLength = 4;
    private const int NegationBit = 0x80;

    /// <summary>Most octets of an address part: its length has 7 bits (RFC 3123 section 4).</summary>
    private const int MaxPart = 0x7f;

    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)
    {
        int start = position;
        while (end - position >= HeadLength)
        {
            position += HeadLength + (message[position + 3] & MaxPart);
        }

        return position == end ? end : scan.Fail(FormatErrorKind.Rdata, start);
    }

    public static ImmutableArray<AplItem> Read(ReadOnlySpan<byte> message, ref int position, int end)
    {
        var items = ImmutableArray.CreateBuilder<AplItem>();
        while (position < end)
        {
            ushort family = BinaryPrimitives.ReadUInt16BigEndian(message[position..]);
            byte prefix = message[position + 2];
            byte flags = message[position + 3];
            position += HeadLength;
            items.Add(new AplItem(family, prefix, (flags & NegationBit) != 0, OctetsField.Copy(message, ref position, position + (flags & MaxPart))));
        }

        return items.DrainToImmutable();
    }

    public static void Write(ref DnsMessageWriter writer, ImmutableArray<AplItem> value)
    {
        foreach (AplItem item in value)
        {
            writer.WriteUInt16(item.Family);
            writer.WriteByte(item.PrefixLength);
            writer.WriteByte((byte)((item.IsNegated ? NegationBit : 0) | item.AddressPart.Length));
            writer.WriteOctets(item.AddressPart.Span);
        }
    }

    public static ImmutableArray<AplItem> Parse(RdataTextReader reader, string expected)
    {
        var items = ImmutableArray.CreateBuilder<AplItem>();
        while (!reader.AtEnd)
        {
            items.Add(TryParseItem(reader.ReadToken(expected), out AplItem item) ? item : throw reader.Error("an address range such as !1:192.0.2.0/24"));
        }

        return items.DrainToImmutable();
    }

    public static void Print(RdataTextWriter writer, ImmutableArray<AplItem> value)
    {
        foreach (AplItem item in value)
        {
            writer.WriteToken(string.Create(CultureInfo.InvariantCulture, $"{(item.IsNegated ? "!" : string.Empty)}{item.Family}:{AddressText.Format(item.Address!)}/{item.PrefixLength}"));
        }
    }

    public static bool Equal(ImmutableArray<AplItem> left, ImmutableArray<AplItem> right) => left.SequenceEqual(right);

    public static void AddHash(ref HashCode hash, ImmutableArray<AplItem> value)
    {
        foreach (AplItem item in value)
        {
            hash.Add(item);
        }
    }

    public static ImmutableArray<AplItem> Check(ImmutableArray<AplItem> value, string name)
    {
        ImmutableArray<AplItem> items = value.IsDefault ? [] : value;
        return items.All(item => item.AddressPart.Length <= MaxPart) ? items : throw new ArgumentException("An address part has at most 127 octets.", name);
    }

    public static string? FindFlaw(ImmutableArray<AplItem> value)
    {
        foreach (AplItem item in value)
        {
            if (item.FindFlaw() is string flaw)
            {
                return flaw;
            }
        }

        return null;
    }

    public static bool CanPrint(ImmutableArray<AplItem> value) => value.All(item => item.Family is AplItem.IPv4 or AplItem.IPv6);

    private static bool TryParseItem(ReadOnlySpan<char> text, out AplItem item)
    {
        item = default;
        bool negated = text.StartsWith('!');
        text = negated ? text[1..] : text;
        int colon = text.IndexOf(':');
        int slash = text.LastIndexOf('/');
        if (colon < 0 || slash < colon || !byte.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out byte prefix))
        {
            return false;
        }

        ReadOnlySpan<char> address = text[(colon + 1)..slash];
        IPAddress? parsed = null;
        bool good = text[..colon] switch
        {
            "1" => AddressText.TryParseIPv4(address, out parsed) && prefix <= 32,
            "2" => AddressText.TryParseIPv6(address, out parsed) && prefix <= 128,
            _ => false,
        };
        item = good ? new AplItem(parsed!, prefix, negated) : default;
        return good;
    }
}
