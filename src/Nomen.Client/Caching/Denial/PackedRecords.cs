using System.Buffers.Binary;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching.Denial;

/// <summary>Records of one owner in one array: type, length and uncompressed rdata of each. What they cost is their length.</summary>
internal static class PackedRecords
{
    private const int HeadLength = 2 * sizeof(ushort);

    /// <summary>Appends a record.</summary>
    public static void Append(List<byte> records, DnsType type, ReadOnlySpan<byte> data)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(head[sizeof(ushort)..], (ushort)data.Length);
        records.AddRange(head);
        records.AddRange(data);
    }

    /// <summary>Writes the records into a section; returns how many those were. The header's counts are for the caller to set.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="records">The array.</param>
    /// <param name="owner">The owner that they get.</param>
    /// <param name="ttl">The TTL that they get.</param>
    /// <param name="withSignatures">Whether RRSIG records are among them.</param>
    public static int Write(ref DnsMessageWriter writer, ReadOnlySpan<byte> records, DomainName owner, uint ttl, bool withSignatures)
    {
        int count = 0;
        while (!records.IsEmpty)
        {
            uint type = BinaryPrimitives.ReadUInt16BigEndian(records);
            ushort length = BinaryPrimitives.ReadUInt16BigEndian(records[sizeof(ushort)..]);
            if (withSignatures || (DnsType)type != DnsType.RRSIG)
            {
                writer.WriteName(owner, compressible: true);
                writer.WriteUInt32((type << 16) | (uint)DnsClass.IN);
                writer.WriteUInt32(ttl);
                writer.WriteUInt16(length);
                writer.WriteOctets(records.Slice(HeadLength, length));
                count++;
            }

            records = records[(HeadLength + length)..];
        }

        return count;
    }
}
