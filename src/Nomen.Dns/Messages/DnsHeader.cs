using System.Buffers.Binary;
using Nomen.Dns.Registries;

namespace Nomen.Dns.Messages;

/// <summary>The 12 octets at the start of every message (RFC 1035 section 4.1.1).</summary>
/// <param name="Id">Pairs a response with its request on one hop.</param>
/// <param name="Opcode">Kind of request.</param>
/// <param name="Flags">The flags.</param>
/// <param name="Rcode">The low 4 bits of the response code; OPT may carry 8 more.</param>
/// <param name="QuestionCount">Number of questions (in UPDATE: zones).</param>
/// <param name="AnswerCount">Records in the answer section (in UPDATE: prerequisites).</param>
/// <param name="AuthorityCount">Records in the authority section (in UPDATE: updates).</param>
/// <param name="AdditionalCount">Records in the additional section, OPT and TSIG included.</param>
public readonly record struct DnsHeader(
    ushort Id,
    Opcode Opcode,
    DnsFlags Flags,
    Rcode Rcode,
    ushort QuestionCount,
    ushort AnswerCount,
    ushort AuthorityCount,
    ushort AdditionalCount)
{
    /// <summary>Length in octets.</summary>
    public const int Length = 12;

    internal const int OpcodeShift = 11;
    internal const ushort FlagMask = 0x87f0;

    /// <summary>Reads the header; false when there are fewer than 12 octets.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out DnsHeader header)
    {
        if (message.Length < Length)
        {
            header = default;
            return false;
        }

        ushort bits = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        header = new DnsHeader(
            BinaryPrimitives.ReadUInt16BigEndian(message),
            (Opcode)((bits >> OpcodeShift) & 0xf),
            (DnsFlags)(bits & FlagMask),
            (Rcode)(bits & 0xf),
            BinaryPrimitives.ReadUInt16BigEndian(message[4..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[6..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[8..]),
            BinaryPrimitives.ReadUInt16BigEndian(message[10..]));
        return true;
    }
}
