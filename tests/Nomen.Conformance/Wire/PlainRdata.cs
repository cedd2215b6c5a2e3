using System.Collections.Frozen;

namespace Nomen.Conformance.Wire;

/// <summary>Where the names are in the rdata of the types that have some: the one thing that must be known to read records as octets.</summary>
internal static class PlainRdata
{
    private const ushort A = 1;
    private const ushort Chaos = 3;

    /// <summary>A layout: a digit is so many octets, S a character-string, N a name; the rest are octets.</summary>
    private static readonly FrozenDictionary<ushort, string> Layouts = new Dictionary<ushort, string>
    {
        [2] = "N", [3] = "N", [4] = "N", [5] = "N", [6] = "NN", [7] = "N", [8] = "N", [9] = "N", [12] = "N", [14] = "NN", [15] = "2N",
        [17] = "NN", [18] = "2N", [21] = "2N", [24] = "288N", [26] = "2NN", [30] = "N", [33] = "222N", [35] = "22SSSN", [36] = "2N",
        [39] = "N", [46] = "288N", [47] = "N", [107] = "2N",
    }.ToFrozenDictionary();

    /// <summary>Reads rdata of a message, names expanded.</summary>
    /// <exception cref="FormatException">The rdata does not have its type's form.</exception>
    public static byte[] Read(ReadOnlySpan<byte> message, int position, int length, ushort type, ushort @class) =>
        Transform(message, position, position + length, LayoutOf(type, @class), static name => name);

    /// <summary>The same rdata with its names in lower case.</summary>
    public static byte[] ToLower(ushort type, ushort @class, byte[] data) => Transform(data, 0, data.Length, LayoutOf(type, @class), PlainName.ToLower);

    private static string? LayoutOf(ushort type, ushort @class) => (type, @class) == (A, Chaos) ? "N2" : Layouts.GetValueOrDefault(type);

    private static byte[] Transform(ReadOnlySpan<byte> message, int position, int end, string? layout, Func<byte[], byte[]> onName)
    {
        if (position == end || layout is null)
        {
            return message[position..end].ToArray();
        }

        List<byte> data = [];
        foreach (char part in layout)
        {
            if (part == 'N')
            {
                data.AddRange(onName(PlainName.Read(message[..end], ref position)));
            }
            else
            {
                int octets = part == 'S' ? 1 + (position < end ? message[position] : 0) : part - '0';
                data.AddRange(position + octets <= end ? message.Slice(position, octets) : throw new FormatException("rdata that is too short"));
                position += octets;
            }
        }

        data.AddRange(position <= end ? message[position..end] : throw new FormatException("rdata that is too short"));
        return [.. data];
    }
}
