using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Nomen.Dns.Edns;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Messages;

/// <summary>The one pass that checks a whole message: every name, every record's rdata, the section counts, OPT and TSIG.</summary>
internal static class MessageValidator
{
    /// <summary>Longest message, in octets: a stream gives its length in 16 bits (RFC 1035 section 4.2.2), and an offset in the layout has as many.</summary>
    private const int MaxMessage = 65535;

    // Type and class of records that many messages have, as they stand on the wire.
    private const uint NameServerIn = ((uint)DnsType.NS << 16) | (uint)DnsClass.IN;
    private const uint AliasIn = ((uint)DnsType.CNAME << 16) | (uint)DnsClass.IN;

    public static bool TryValidate(ReadOnlySpan<byte> message, out MessageLayout layout, out FormatError error) =>
        TryValidate(message, out layout, out error, out _);

    /// <summary>As the other; also tells the steps that pointers cost, which is what the budget limits.</summary>
    public static bool TryValidate(ReadOnlySpan<byte> message, out MessageLayout layout, out FormatError error, out int steps)
    {
        layout = default;
        steps = 0;
        if (message.Length is < DnsHeader.Length or > MaxMessage)
        {
            error = message.Length < DnsHeader.Length ? new(FormatErrorKind.Header, message.Length) : new(FormatErrorKind.TrailingOctets, MaxMessage);
            return false;
        }

        Pass pass = default;
        int answers = Questions(message, ref pass.Scan);
        int authority = Records(message, answers, Count(message, 6), DnsSection.Answer, ref pass);
        int additional = Records(message, authority, Count(message, 8), DnsSection.Authority, ref pass);
        int end = Records(message, additional, Count(message, 10), DnsSection.Additional, ref pass);
        steps = pass.Scan.Steps;
        if (end == message.Length)
        {
            error = default;
            layout = new MessageLayout(answers, authority, additional, pass.Opt, pass.Tsig);
            return true;
        }

        if (end >= 0)
        {
            pass.Scan.Fail(FormatErrorKind.TrailingOctets, end);
        }

        error = pass.Scan.Error;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(ReadOnlySpan<byte> message, int offset) => BinaryPrimitives.ReadUInt16BigEndian(message[offset..]);

    private static int Questions(ReadOnlySpan<byte> message, ref WireScan scan)
    {
        int position = DnsHeader.Length;
        for (int left = Count(message, 4); left > 0; left--)
        {
            position = NameScan.Validate(message, position, ref scan);
            if (position < 0)
            {
                return position;
            }

            if (message.Length - position < 4)
            {
                return scan.Fail(FormatErrorKind.Truncated, message.Length);
            }

            position += 4;
        }

        return position;
    }

    /// <summary>Checks a section; returns the position behind it, or -1, which it also hands on from the section before.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Records(ReadOnlySpan<byte> message, int position, int count, DnsSection section, ref Pass pass)
    {
        for (; count > 0 && position >= 0; count--)
        {
            int owner = position;
            position = NameScan.Validate(message, owner, ref pass.Scan);
            if (position < 0)
            {
                return position;
            }

            if (message.Length - position < RecordView.FixedLength)
            {
                return pass.Scan.Fail(FormatErrorKind.Truncated, message.Length);
            }

            ReadOnlySpan<byte> fixedPart = message.Slice(position, RecordView.FixedLength);
            uint typeAndClass = BinaryPrimitives.ReadUInt32BigEndian(fixedPart);
            int length = BinaryPrimitives.ReadUInt16BigEndian(fixedPart[8..]);
            int end = position + RecordView.FixedLength + length;
            if (end > message.Length)
            {
                return pass.Scan.Fail(FormatErrorKind.Truncated, message.Length);
            }

            bool isGood = typeAndClass switch
            {
                RecordView.AddressIn => length == 4,
                RecordView.LongAddressIn => length == 16,
                NameServerIn or AliasIn => NameScan.Validate(message, position + RecordView.FixedLength, ref pass.Scan) == end,
                _ => IsGoodRecord(message, owner, position, section, isLast: section == DnsSection.Additional && count == 1, ref pass),
            };
            position = isGood ? end : pass.Scan.Fail(FormatErrorKind.Rdata, position + RecordView.FixedLength);
        }

        return position;
    }

    /// <summary>Checks the rdata of a record that is none of the frequent ones, and its place when it is OPT or TSIG.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsGoodRecord(ReadOnlySpan<byte> message, int owner, int position, DnsSection section, bool isLast, ref Pass pass)
    {
        DnsType type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(message[position..]);
        DnsClass @class = (DnsClass)BinaryPrimitives.ReadUInt16BigEndian(message[(position + 2)..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(message[(position + 8)..]);
        if (type == DnsType.OPT)
        {
            // RFC 6891 section 6.1.1: at most one, owned by the root, in the additional section.
            if (section != DnsSection.Additional || pass.Opt != 0 || message[owner] != 0)
            {
                return pass.Scan.Fail(FormatErrorKind.Opt, owner) > 0;
            }

            pass.Opt = owner;
            return OptValidator.Validate(message, position + RecordView.FixedLength, position + RecordView.FixedLength + length, ref pass.Scan) >= 0;
        }

        if (type == DnsType.TSIG)
        {
            // RFC 8945 section 5.1: the last record of the additional section, so that there is only one.
            if (!isLast)
            {
                return pass.Scan.Fail(FormatErrorKind.Tsig, owner) > 0;
            }

            pass.Tsig = owner;
        }
        else if (length == 0 && @class is DnsClass.ANY or DnsClass.NONE && section != DnsSection.Additional)
        {
            // RFC 2136 sections 2.4 and 2.5: prerequisites and deletions of UPDATE may have no rdata.
            if (((message[2] >> 3) & 0xf) == (int)Opcode.Update)
            {
                return true;
            }
        }

        position += RecordView.FixedLength;
        return RdataRegistry.Validate(type, @class, message, position, position + length, ref pass.Scan) == position + length;
    }

    /// <summary>What one pass finds on its way.</summary>
    private ref struct Pass
    {
        public WireScan Scan;

        /// <summary>Start of the OPT record; 0 when there is none.</summary>
        public int Opt;

        /// <summary>Start of the TSIG record; 0 when there is none.</summary>
        public int Tsig;
    }
}
