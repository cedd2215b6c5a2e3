using System.Buffers.Binary;
using System.Diagnostics;
using Nomen.Dns.Messages;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching;

/// <summary>Writes a stored response as one asker gets it: ID, flags and letter case, TTLs counted down, DNSSEC records for those who asked, cut to size. Pure.</summary>
internal static class ResponseRewriter
{
    private const int AdditionalCountOffset = 10;
    private const int RecordFixedLength = 10;

    /// <summary>Length of the response for an asker when nothing is cut.</summary>
    public static int LengthFor(CacheEntry entry, bool dnssecOk) => dnssecOk || entry.PlainLength == 0 ? entry.FullLength : entry.PlainLength;

    /// <summary>Writes the response without OPT; returns its length, 0 when not even header and question fit.</summary>
    /// <param name="entry">What is stored.</param>
    /// <param name="target">For whom.</param>
    /// <param name="destination">Where to; its length is the size limit.</param>
    public static int Write(CacheEntry entry, in RewriteTarget target, Span<byte> destination)
    {
        Debug.Assert(target.Name.Length == entry.NameLength, "The asker's name differs from the stored one in case alone.");
        ReadOnlySpan<byte> stored = entry.Rendering(target.DnssecOk, out ReadOnlySpan<ushort> ttlOffsets);
        int length = stored.Length;
        bool truncated = false;
        if (length > destination.Length)
        {
            length = Cut(entry, stored, destination.Length, out truncated);
            if (length == 0)
            {
                return 0;
            }
        }

        stored[..length].CopyTo(destination);
        WriteHeader(stored, target, truncated, destination);
        if (length < stored.Length)
        {
            WriteCounts(length, truncated, entry, destination);
        }

        target.Name.CopyTo(destination[DnsHeader.Length..]);
        WriteTtls(ttlOffsets, target, destination[..length]);
        return length;
    }

    /// <summary>AD for those who asked for it, unless the answer is stale and so perhaps its signatures too (RFC 4035 section 3.2.3); RD and CD as the asker's, the rest as stored; AA, TC and Z were cleared when it was stored.</summary>
    private static void WriteHeader(ReadOnlySpan<byte> stored, in RewriteTarget target, bool truncated, Span<byte> destination)
    {
        int bits = BinaryPrimitives.ReadUInt16BigEndian(stored[2..]) & ~(int)(DnsFlags.RD | DnsFlags.CD);
        if (target.StaleTtl != 0 || (!target.DnssecOk && (target.Flags & DnsFlags.AD) == 0))
        {
            bits &= ~(int)DnsFlags.AD;
        }

        bits |= (int)(target.Flags & (DnsFlags.RD | DnsFlags.CD)) | (truncated ? (int)DnsFlags.TC : 0);
        BinaryPrimitives.WriteUInt32BigEndian(destination, ((uint)target.Id << 16) | (uint)bits);
    }

    private static void WriteTtls(ReadOnlySpan<ushort> offsets, in RewriteTarget target, Span<byte> message)
    {
        foreach (ushort offset in offsets)
        {
            // The offsets rise: behind a cut there are none.
            if (offset >= message.Length)
            {
                return;
            }

            Span<byte> field = message.Slice(offset, sizeof(uint));
            uint ttl = BinaryPrimitives.ReadUInt32BigEndian(field);
            uint left = ttl > target.Age ? ttl - target.Age : 0;
            BinaryPrimitives.WriteUInt32BigEndian(field, target.StaleTtl != 0 ? Math.Min(ttl, target.StaleTtl) : left);
        }
    }

    /// <summary>Where to cut: before the additional section when it can be spared (RFC 2181 section 9), else behind the question, with TC.</summary>
    private static int Cut(CacheEntry entry, ReadOnlySpan<byte> stored, int limit, out bool truncated)
    {
        truncated = true;
        int questionEnd = DnsHeader.Length + entry.Question.Length;

        // RFC 9471: a referral without its glue is no use, so that its additional section counts.
        if (entry.Kind != CacheEntryKind.Delegation && AdditionalStart(stored, questionEnd) is int start && start <= limit)
        {
            truncated = false;
            return start;
        }

        return questionEnd <= limit ? questionEnd : 0;
    }

    private static void WriteCounts(int length, bool truncated, CacheEntry entry, Span<byte> destination)
    {
        // What is cut is either the additional section or everything but the question.
        int from = truncated || length == DnsHeader.Length + entry.Question.Length ? 6 : AdditionalCountOffset;
        destination[from..DnsHeader.Length].Clear();
    }

    private static int AdditionalStart(ReadOnlySpan<byte> message, int position)
    {
        int records = BinaryPrimitives.ReadUInt16BigEndian(message[6..]) + BinaryPrimitives.ReadUInt16BigEndian(message[8..]);
        for (; records > 0; records--)
        {
            position = NameScan.Skip(message, position);
            position += RecordFixedLength + BinaryPrimitives.ReadUInt16BigEndian(message[(position + 8)..]);
        }

        return position;
    }
}
