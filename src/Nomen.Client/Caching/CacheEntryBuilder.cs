using System.Buffers;
using System.Runtime.InteropServices;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Client.Caching;

/// <summary>Makes cache entries. Pure.</summary>
internal static class CacheEntryBuilder
{
    /// <summary>An entry for a response; false when it would be larger than allowed.</summary>
    /// <param name="message">The response.</param>
    /// <param name="type">The type asked for.</param>
    /// <param name="limits">What TTLs are cut to.</param>
    /// <param name="fields">The rest.</param>
    /// <param name="maxLength">Most octets.</param>
    /// <param name="entry">The entry.</param>
    public static bool TryBuild(DnsMessage message, DnsType type, TtlLimits limits, in CacheEntryFields fields, int maxLength, out CacheEntry entry)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * ushort.MaxValue);
        try
        {
            Span<byte> full = buffer.AsSpan(0, ushort.MaxValue);
            int fullLength = StoredMessage.Write(message, withProofs: true, full);
            if (fullLength > maxLength)
            {
                // Before the message is written once more: what is too large costs as little as can be.
                entry = default;
                return false;
            }

            full = full[..fullLength];
            Span<byte> plain = buffer.AsSpan(fullLength, ushort.MaxValue);
            bool isStripped = fullLength > 0 && type is not (DnsType.RRSIG or DnsType.NSEC or DnsType.NSEC3) && StoredMessage.HasProofs(full);
            plain = isStripped ? plain[..StoredMessage.Write(message, withProofs: false, plain)] : [];
            if (fullLength == 0 || (isStripped && plain.IsEmpty))
            {
                entry = default;
                return false;
            }

            List<ushort> offsets = [];
            StoredMessage.LimitTtls(full, limits, offsets);
            int fullTtls = offsets.Count;
            List<ushort> plainOffsets = [];
            if (isStripped)
            {
                StoredMessage.LimitTtls(plain, limits, plainOffsets);
                offsets.AddRange(plainOffsets);
            }

            entry = Assemble(full, plain, CollectionsMarshal.AsSpan(offsets), fullTtls, fields);
            return entry.Octets.Length <= maxLength;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>An entry whose message is no more than the question: a failure, or a list of networks.</summary>
    /// <param name="question">The question.</param>
    /// <param name="flags">Flags of the response.</param>
    /// <param name="rcode">Response code of the response.</param>
    /// <param name="fields">The rest.</param>
    public static CacheEntry BuildWithoutRecords(in DnsQuestion question, DnsFlags flags, Rcode rcode, in CacheEntryFields fields)
    {
        Span<byte> message = stackalloc byte[512];
        int length = StoredMessage.WriteQuestion(question, flags, (Rcode)((int)rcode & 0xf), message);
        return Assemble(message[..length], plain: [], ttlOffsets: [], fullTtls: 0, fields);
    }

    /// <summary>The same entry under the reserved type that says that the name does not exist, whatever is asked for (RFC 8020).</summary>
    public static CacheEntry AsCut(CacheEntry entry)
    {
        byte[] octets = entry.Octets.AsSpan().ToArray();
        octets.AsSpan(CacheEntryLayout.Question + entry.NameLength, sizeof(ushort)).Clear();
        return new CacheEntry(octets);
    }

    private static CacheEntry Assemble(
        ReadOnlySpan<byte> full, ReadOnlySpan<byte> plain, ReadOnlySpan<ushort> ttlOffsets, int fullTtls, in CacheEntryFields fields)
    {
        ReadOnlySpan<byte> offsets = MemoryMarshal.AsBytes(ttlOffsets);
        Span<byte> tail = stackalloc byte[CacheEntryLayout.SubnetTail + SubnetPrefix.MaxOctets + 1];
        tail = tail[..WriteTail(fields, tail)];
        byte[] octets = new byte[CacheEntryLayout.Message + full.Length + plain.Length + offsets.Length + fields.Extras.Length + tail.Length];
        MemoryMarshal.Write(octets, fields.Stored);
        MemoryMarshal.Write(octets.AsSpan(CacheEntryLayout.Lifetime), fields.Lifetime);
        octets[CacheEntryLayout.Variant] = fields.Variant.Bits;
        octets[CacheEntryLayout.Kind] = (byte)((int)fields.Kind
            | (fields.Subnet.Family == SubnetPrefix.Everyone ? 0 : CacheEntryLayout.HasSubnet)
            | ((int)fields.Security << CacheEntryLayout.SecurityShift));
        octets[CacheEntryLayout.NameLength] = (byte)Dns.Wire.NameScan.UncompressedLength(full[DnsHeader.Length..]);
        WriteUInt16(CacheEntryLayout.FullLength, full.Length);
        WriteUInt16(CacheEntryLayout.PlainLength, plain.Length);
        WriteUInt16(CacheEntryLayout.FullTtls, fullTtls);
        WriteUInt16(CacheEntryLayout.PlainTtls, ttlOffsets.Length - fullTtls);

        Span<byte> rest = octets.AsSpan(CacheEntryLayout.Message);
        Append(full, ref rest);
        Append(plain, ref rest);
        Append(offsets, ref rest);
        Append(fields.Extras, ref rest);
        tail.CopyTo(rest);
        return new CacheEntry(octets);

        void WriteUInt16(int offset, int value) => MemoryMarshal.Write(octets.AsSpan(offset), (ushort)value);
    }

    /// <summary>Writes what only failures and entries for some clients have; failures are for every client.</summary>
    private static int WriteTail(in CacheEntryFields fields, Span<byte> destination)
    {
        if (fields.Kind >= CacheEntryKind.FailureResponse)
        {
            MemoryMarshal.Write(destination, (ushort)fields.Code);
            destination[sizeof(ushort)] = (byte)Math.Min(fields.Failures, byte.MaxValue);
            return CacheEntryLayout.FailureTail;
        }

        if (fields.Subnet.Family == SubnetPrefix.Everyone)
        {
            return 0;
        }

        int length = fields.Subnet.Write(destination);
        if (fields.Subnet.Family is > SubnetPrefix.Exact and < SubnetPrefix.Index)
        {
            destination[length++] = fields.SubnetScope;
        }

        destination[length++] = fields.Subnet.Length;
        destination[length++] = fields.Subnet.Family;
        return length;
    }

    private static void Append(ReadOnlySpan<byte> part, ref Span<byte> rest)
    {
        part.CopyTo(rest);
        rest = rest[part.Length..];
    }
}
