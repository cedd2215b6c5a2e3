using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Https;

/// <summary>Lowers the TTLs of a message that an HTTP cache has kept for a while (RFC 8484 section 5.1).</summary>
internal static class AnswerAge
{
    private const int TypeLength = 2;
    private const int TtlOffset = 4;
    private const int DataLengthOffset = 8;
    private const int DataOffset = 10;

    /// <summary>Lowers each TTL by the age, to 0 at least. OPT and the types that cover one transaction have no TTL.</summary>
    /// <param name="message">The message, checked.</param>
    /// <param name="octets">Its octets, which nobody else has seen.</param>
    /// <param name="age">Seconds.</param>
    public static void Lower(DnsMessage message, byte[] octets, uint age)
    {
        int answers = message.Answers.Count;
        int authority = answers + message.Authority.Count;
        int all = authority + message.Additional.Count;
        int position = SkipQuestions(message, octets);
        for (int i = 0; i < all; i++)
        {
            position = NameScan.Skip(octets, position);
            Span<byte> record = octets.AsSpan(position);
            Span<byte> ttl = record.Slice(TtlOffset, sizeof(uint));
            var type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(record);
            int dataLength = BinaryPrimitives.ReadUInt16BigEndian(record[DataLengthOffset..]);
            if (type is not (DnsType.OPT or DnsType.TSIG))
            {
                bool isDenial = type == DnsType.SOA && i >= answers && i < authority && dataLength > sizeof(uint);
                uint life = Life(ttl, isDenial ? record.Slice(DataOffset + dataLength - sizeof(uint), sizeof(uint)) : []);
                BinaryPrimitives.WriteUInt32BigEndian(ttl, life > age ? life - age : 0);
            }

            position += DataOffset + dataLength;
        }
    }

    /// <summary>What is left of a record before its age: its TTL, and for a denial not more than the SOA's MINIMUM (RFC 2308 section 5), which does not run down by itself.</summary>
    private static uint Life(ReadOnlySpan<byte> ttl, ReadOnlySpan<byte> minimum)
    {
        uint life = BinaryPrimitives.ReadUInt32BigEndian(ttl);
        life = life <= int.MaxValue ? life : 0;
        return minimum.IsEmpty ? life : Math.Min(life, BinaryPrimitives.ReadUInt32BigEndian(minimum));
    }

    private static int SkipQuestions(DnsMessage message, byte[] octets)
    {
        int position = DnsHeader.Length;
        for (int i = message.View.QuestionCount; i > 0; i--)
        {
            position = NameScan.Skip(octets, position) + (2 * TypeLength);
        }

        return position;
    }
}
