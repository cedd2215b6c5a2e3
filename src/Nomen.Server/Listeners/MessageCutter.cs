using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Server.Listeners;

/// <summary>Finds where to cut a validated message so that it fits: between RRsets, never inside one (RFC 2181 section 9).</summary>
/// <remarks>
/// Compression pointers only go back, so what stands before the cut needs nothing behind it. Additional records may be left out
/// without TC, but for the addresses without which a referral leads nowhere (RFC 9471 section 3.1).
/// </remarks>
internal ref struct MessageCutter
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly int _room;
    private readonly DnsSection _lastSection;
    private int _position;
    private int _runCount;

    private MessageCutter(ReadOnlySpan<byte> message, int position, int room, bool isReferral)
    {
        _message = message;
        _position = position;
        _room = room;
        _lastSection = isReferral ? DnsSection.Additional : DnsSection.Authority;
    }

    /// <summary>Cuts a message.</summary>
    /// <param name="message">A validated message, up to where its additional records end that may be kept.</param>
    /// <param name="head">Length of header and question.</param>
    /// <param name="additional">How many those are: OPT and TSIG are not among them.</param>
    /// <param name="room">Most octets to keep; header and question always fit.</param>
    public static MessageEnd Cut(ReadOnlySpan<byte> message, int head, int additional, int room)
    {
        ReadOnlySpan<int> counts = [Count(message, 6), Count(message, 8), additional];
        if (message.Length <= room)
        {
            return new MessageEnd(message.Length, counts[0], counts[1], counts[2], IsTruncated: false);
        }

        // A referral: no answer, not authoritative, name servers in the authority section.
        bool isReferral = counts[0] == 0 && counts[1] > 0 && (message[2] & ((int)DnsFlags.AA >> 8)) == 0;
        MessageCutter cutter = new(message, head, room, isReferral);
        return cutter.Run(counts);
    }

    private MessageEnd Run(scoped ReadOnlySpan<int> counts)
    {
        Span<int> kept = stackalloc int[3];
        for (DnsSection section = DnsSection.Answer; section <= DnsSection.Additional; section++)
        {
            kept[(int)section] = KeepSection(counts[(int)section]);
            if (kept[(int)section] < counts[(int)section])
            {
                return new MessageEnd(_position, kept[0], kept[1], kept[2], IsTruncated: section <= _lastSection && !IsSignatureOfAddress(section));
            }
        }

        return new MessageEnd(_position, kept[0], kept[1], kept[2], IsTruncated: false);
    }

    /// <summary>RFC 4035 section 3.1.1: no TC only because signatures did not fit the additional section.</summary>
    private readonly bool IsSignatureOfAddress(DnsSection section) => section == DnsSection.Additional && TypeAt(_position) == (ushort)DnsType.RRSIG;

    /// <summary>Moves over the RRsets of a section that fit; returns the number of their records.</summary>
    private int KeepSection(int count)
    {
        int kept = 0;
        while (kept < count)
        {
            int end = EndOfRrset(count - kept);
            if (end > _room)
            {
                return kept;
            }

            kept += _runCount;
            _position = end;
        }

        return kept;
    }

    /// <summary>Where the records end that have owner and type of the one at the current position.</summary>
    private int EndOfRrset(int left)
    {
        Span<byte> owner = stackalloc byte[DomainName.MaxLength];
        owner = owner[..NameScan.Expand(_message, _position, owner)];
        _runCount = 0;
        ushort type = TypeAt(_position);
        int position = _position;
        while (_runCount < left && TypeAt(position) == type && NameScan.EqualsIgnoreCase(_message, position, owner))
        {
            int fixedPart = NameScan.Skip(_message, position);
            position = fixedPart + 10 + Count(_message, fixedPart + 8);
            _runCount++;
        }

        return position;
    }

    private readonly ushort TypeAt(int record) => BinaryPrimitives.ReadUInt16BigEndian(_message[NameScan.Skip(_message, record)..]);

    private static int Count(ReadOnlySpan<byte> message, int offset) => BinaryPrimitives.ReadUInt16BigEndian(message[offset..]);
}
