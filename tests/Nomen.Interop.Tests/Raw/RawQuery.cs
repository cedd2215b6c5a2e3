using System.Buffers.Binary;
using System.Text;

namespace Nomen.Interop.Tests.Raw;

/// <summary>Builds a bare query by hand, so that the harness does not lean on the code that it tests.</summary>
internal static class RawQuery
{
    public const ushort A = 1;
    public const ushort Soa = 6;
    public const ushort Txt = 16;

    private const int HeaderLength = 12;
    private const byte RecursionDesired = 1;

    /// <summary>A query of class IN with RD and without EDNS. The name has no escapes.</summary>
    public static byte[] Build(string name, ushort type, ushort id = 0x4E4F)
    {
        List<byte> message = [.. new byte[HeaderLength]];

        foreach (string label in name.TrimEnd('.').Split('.'))
        {
            message.Add((byte)label.Length);
            message.AddRange(Encoding.ASCII.GetBytes(label));
        }

        message.Add(0);
        message.AddRange([(byte)(type >> 8), (byte)type, 0, 1]);

        byte[] query = [.. message];
        BinaryPrimitives.WriteUInt16BigEndian(query, id);
        query[2] = RecursionDesired;
        query[5] = 1; // QDCOUNT
        return query;
    }
}
