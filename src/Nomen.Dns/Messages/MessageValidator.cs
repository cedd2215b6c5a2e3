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
    private const int FixedLength = 10;

    /// <summary>Longest message, in octets: a stream gives its length in 16 bits (RFC 1035 section 4.2.2), and an offset in the layout has as many.</summary>
    private const int MaxMessage = 65535;

    public static bool TryValidate(ReadOnlySpan<byte> message, out MessageLayout layout, out FormatError error)
    {
        layout = default;
        if (message.Length is < DnsHeader.Length or > MaxMessage)
        {
            error = message.Length < DnsHeader.Length ? new(FormatErrorKind.Header, message.Length) : new(FormatErrorKind.TrailingOctets, MaxMessage);
            return false;
        }

        WireScan scan = new();
        Opcode opcode = (Opcode)((message[2] >> 3) & 0xf);
        int opt = 0;
        int tsig = 0;
        int answers = Questions(message, ref scan);
        int authority = answers < 0 ? -1 : Records(message, answers, Count(message, 6), opcode, DnsSection.Answer, ref scan, ref opt, ref tsig);
        int additional = authority < 0 ? -1 : Records(message, authority, Count(message, 8), opcode, DnsSection.Authority, ref scan, ref opt, ref tsig);
        int end = additional < 0 ? -1 : Records(message, additional, Count(message, 10), opcode, DnsSection.Additional, ref scan, ref opt, ref tsig);
        if (end >= 0 && end != message.Length)
        {
            end = scan.Fail(FormatErrorKind.TrailingOctets, end);
        }

        error = scan.Error;
        if (end < 0)
        {
            return false;
        }

        layout = new MessageLayout(answers, authority, additional, opt, tsig);
        return true;
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

    private static int Records(ReadOnlySpan<byte> message, int position, int count, Opcode opcode, DnsSection section, ref WireScan scan, ref int opt, ref int tsig)
    {
        for (; count > 0; count--)
        {
            int owner = position;
            position = NameScan.Validate(message, position, ref scan);
            if (position < 0)
            {
                return position;
            }

            if (message.Length - position < FixedLength)
            {
                return scan.Fail(FormatErrorKind.Truncated, message.Length);
            }

            ReadOnlySpan<byte> fixedPart = message.Slice(position, FixedLength);
            DnsType type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(fixedPart);
            int length = BinaryPrimitives.ReadUInt16BigEndian(fixedPart[8..]);
            position += FixedLength;
            int end = position + length;
            if (end > message.Length)
            {
                return scan.Fail(FormatErrorKind.Truncated, message.Length);
            }

            if (tsig != 0)
            {
                return scan.Fail(FormatErrorKind.Tsig, owner);
            }

            DnsClass @class = (DnsClass)BinaryPrimitives.ReadUInt16BigEndian(fixedPart[2..]);
            bool good = type switch
            {
                // The address of class CH has another form (RFC 1035 appendix), so only class IN (ANY and NONE in UPDATE) is checked.
                DnsType.A => length == 4 || !RdataRegistry.IsInternet(@class),
                DnsType.AAAA => length == 16 || !RdataRegistry.IsInternet(@class),
                DnsType.OPT => IsOnlyOpt(message, owner, section, ref opt) && OptValidator.Validate(message, position, end, ref scan) == end,
                DnsType.TSIG when section != DnsSection.Additional || count != 1 => false,
                _ => RdataRegistry.Validate(type, @class, message, position, end, ref scan) == end,
            };

            // RFC 2136 section 2.4: in UPDATE a record of class ANY or NONE may have no rdata.
            if (!good && !(length == 0 && opcode == Opcode.Update && @class is DnsClass.ANY or DnsClass.NONE))
            {
                return scan.Fail(type switch { DnsType.OPT => FormatErrorKind.Opt, DnsType.TSIG => FormatErrorKind.Tsig, _ => FormatErrorKind.Rdata }, position);
            }

            if (type == DnsType.TSIG)
            {
                tsig = owner;
            }

            position = end;
        }

        return position;
    }

    /// <summary>RFC 6891 section 6.1.1: at most one OPT, owned by the root, in the additional section.</summary>
    private static bool IsOnlyOpt(ReadOnlySpan<byte> message, int owner, DnsSection section, ref int opt)
    {
        if (section != DnsSection.Additional || opt != 0 || message[owner] != 0)
        {
            return false;
        }

        opt = owner;
        return true;
    }
}
