using Nomen.Dns.Registries;
using Nomen.Dns.Text;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The ports of a WKS record as a bit map, bit 0 of octet 0 being port 0; in text numbers or names (RFC 1035 section 3.4.2).</summary>
internal sealed class PortMapField : RemainderField, IVariableField<ReadOnlyMemory<byte>>
{
    /// <summary>Most octets of the map: one bit for each of 65,536 ports.</summary>
    private const int MaxOctets = 65536 / 8;

    public static ReadOnlyMemory<byte> Parse(RdataTextReader reader, string expected)
    {
        byte[] map = [];
        while (!reader.AtEnd)
        {
            ReadOnlySpan<char> token = reader.ReadToken(expected);
            if (!ServiceNames.Ports.TryParse(token, ushort.MaxValue, out int port))
            {
                throw reader.Error("a port from 0 to 65535 or the name of a service");
            }

            Array.Resize(ref map, Math.Max(map.Length, (port / 8) + 1));
            map[port / 8] |= (byte)(0x80 >> (port % 8));
        }

        return map;
    }

    public static void Print(RdataTextWriter writer, ReadOnlyMemory<byte> value)
    {
        foreach (int port in Ports(value))
        {
            writer.WriteNumber((ulong)port);
        }
    }

    /// <summary>The ports whose bits are set, in ascending order.</summary>
    public static IEnumerable<ushort> Ports(ReadOnlyMemory<byte> map)
    {
        for (int port = 0; port < Math.Min(map.Length, MaxOctets) * 8; port++)
        {
            if ((map.Span[port / 8] & (0x80 >> (port % 8))) != 0)
            {
                yield return (ushort)port;
            }
        }
    }

    public static string? FindFlaw(ReadOnlyMemory<byte> value) => value.Length <= MaxOctets ? null : "ports of at most 65535";

    public static bool CanPrint(ReadOnlyMemory<byte> value) => value.IsEmpty || value.Span[^1] != 0;
}
