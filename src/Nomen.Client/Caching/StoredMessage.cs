using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching;

/// <summary>Turns a response into the form that is stored: nothing of the hop, question in lower case, TTLs within the limits. Pure.</summary>
internal static class StoredMessage
{
    // RA and AD are the answer's; ID, AA, RD, CD, Z and the opcode are not. TC is kept only when truncated responses are.
    private const DnsFlags KeptFlags = DnsFlags.QR | DnsFlags.RA | DnsFlags.AD | DnsFlags.TC;
    private const int RcodeMask = 0xf;
    private const int AdditionalCountOffset = 10;

    /// <summary>Writes the message; returns its length, 0 when it does not fit.</summary>
    /// <param name="message">The response.</param>
    /// <param name="withProofs">Whether RRSIG, NSEC and NSEC3 records stay.</param>
    /// <param name="destination">Where to.</param>
    public static int Write(DnsMessage message, bool withProofs, Span<byte> destination)
    {
        ReadOnlySpan<byte> octets = message.Octets.Span;
        int length = withProofs && TryCopyWithoutHop(octets, destination, out int copied) ? copied : Encode(message, withProofs, destination);
        if (length > 0)
        {
            Normalize(destination);
        }

        return length;
    }

    /// <summary>Writes header and question alone, which is all that a failure keeps.</summary>
    public static int WriteQuestion(in DnsQuestion question, DnsFlags flags, Rcode rcode, Span<byte> destination)
    {
        DnsMessageWriter writer = new(destination);
        writer.TryWriteHeader(0, Opcode.Query, flags & KeptFlags & ~DnsFlags.TC, rcode);
        writer.TryWriteQuestion(question);
        Normalize(destination);
        return writer.Length;
    }

    /// <summary>Whether the message has records that askers without DO do not get.</summary>
    public static bool HasProofs(ReadOnlySpan<byte> message)
    {
        for (RecordWalk walk = new(message); walk.MoveNext();)
        {
            if (walk.IsProof)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Brings every TTL within its limit and to the lowest of its RRset (RFC 2181 section 5.2), and tells where they stand.</summary>
    /// <param name="message">A message that was written here.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="offsets">Is given the place of every TTL, rising.</param>
    public static void LimitTtls(Span<byte> message, TtlLimits limits, List<ushort> offsets)
    {
        int first = 0;
        uint lowest = 0;
        for (RecordWalk walk = new(message); walk.MoveNext();)
        {
            uint ttl = Math.Min(walk.Ttl, limits.Most);
            if (limits.IsDenial && walk.Type == DnsType.SOA)
            {
                // RFC 2308 section 5: a denial shows the time that it may be kept. MINIMUM ends the rdata.
                uint minimum = BinaryPrimitives.ReadUInt32BigEndian(message[(walk.End - sizeof(uint))..]);
                ttl = Math.Min(ttl, Math.Min(minimum, limits.MostOfDenial));
            }

            if (offsets.Count > 0 && IsSameRrset(message, offsets[^1], walk))
            {
                lowest = Math.Min(lowest, ttl);
            }
            else
            {
                SetTtls(message, offsets, first, lowest);
                (first, lowest) = (offsets.Count, ttl);
            }

            offsets.Add((ushort)walk.TtlOffset);
        }

        SetTtls(message, offsets, first, lowest);
    }

    /// <summary>Whether a record goes on with the RRset of the one before it. Signatures are RRsets of their own by what they cover.</summary>
    private static bool IsSameRrset(ReadOnlySpan<byte> message, int previousTtl, RecordWalk walk)
    {
        // Type and class stand before the TTL, the owner before them: a pointer of two octets in nearly every answer.
        const int TypeAndClass = 4;
        return walk.Type != DnsType.RRSIG
            && message.Slice(previousTtl - TypeAndClass, TypeAndClass).SequenceEqual(message.Slice(walk.Fixed, TypeAndClass))
            && walk.Fixed - walk.Start == sizeof(ushort)
            && message.Slice(previousTtl - TypeAndClass - sizeof(ushort), sizeof(ushort)).SequenceEqual(message.Slice(walk.Start, sizeof(ushort)));
    }

    /// <summary>Writes the TTL of an RRset when its last record was seen: once for each record, since one RRset may be a whole message.</summary>
    private static void SetTtls(Span<byte> message, List<ushort> offsets, int first, uint ttl)
    {
        for (int i = first; i < offsets.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(message[offsets[i]..], ttl);
        }
    }

    /// <summary>Copies octet by octet when OPT and TSIG stand at the end, as they nearly always do: no pointer leads into them.</summary>
    private static bool TryCopyWithoutHop(ReadOnlySpan<byte> octets, Span<byte> destination, out int length)
    {
        int end = 0;
        int dropped = 0;
        RecordWalk walk = new(octets);
        length = walk.End;
        while (walk.MoveNext())
        {
            if (walk.IsOfHop)
            {
                dropped++;
                continue;
            }

            if (dropped > 0)
            {
                return false;
            }

            end = walk.End;
        }

        length = Math.Max(length, end);
        if (length > destination.Length)
        {
            length = 0;
            return true;
        }

        octets[..length].CopyTo(destination);
        Span<byte> count = destination[AdditionalCountOffset..];
        BinaryPrimitives.WriteUInt16BigEndian(count, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(count) - dropped));
        return true;
    }

    private static int Encode(DnsMessage message, bool withProofs, Span<byte> destination)
    {
        DnsMessageWriter writer = new(destination);
        if (!writer.TryWriteHeader(0, Opcode.Query, message.Flags, (Rcode)((int)message.Rcode & RcodeMask))
            || !writer.TryWriteQuestion(message.Question!.Value))
        {
            return 0;
        }

        foreach (DnsSection section in (ReadOnlySpan<DnsSection>)[DnsSection.Answer, DnsSection.Authority, DnsSection.Additional])
        {
            foreach (ResourceRecord record in message.ReadRecords(section))
            {
                bool isLeftOut = record.Type is DnsType.OPT or DnsType.TSIG
                    || (!withProofs && record.Type is (DnsType.RRSIG or DnsType.NSEC or DnsType.NSEC3));
                if (!isLeftOut && !writer.TryWriteRecord(section, record))
                {
                    return 0;
                }
            }
        }

        return writer.Length;
    }

    private static void Normalize(Span<byte> message)
    {
        int bits = BinaryPrimitives.ReadUInt16BigEndian(message[2..]) & ((int)KeptFlags | RcodeMask);
        BinaryPrimitives.WriteUInt32BigEndian(message, (uint)bits);
        int nameLength = NameScan.UncompressedLength(message[DnsHeader.Length..]);
        Span<byte> name = message.Slice(DnsHeader.Length, nameLength);
        NameCase.ToLower(name, name);
    }
}
