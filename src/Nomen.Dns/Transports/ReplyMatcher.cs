using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Transports;

/// <summary>Does a message answer a request? (RFC 5452 section 9.1, RFC 9619; <c>docs/threats.md</c> A4.) For transports, which compare ID and source themselves.</summary>
public static class ReplyMatcher
{
    /// <summary>Compares QR, opcode and question.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="reply">What came.</param>
    /// <param name="sentName">The query name in the letter case that was sent; empty when the case does not count.</param>
    public static ReplyMatch Match(DnsRequest request, DnsMessageView reply, ReadOnlySpan<byte> sentName = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((reply.Flags & DnsFlags.QR) == 0 || reply.Opcode != request.Opcode)
        {
            return ReplyMatch.None;
        }

        if (reply.QuestionCount == 0)
        {
            return WithoutQuestion(request, reply);
        }

        return reply.QuestionCount == 1 && request.Question is { } question ? WithQuestion(question, reply, sentName) : ReplyMatch.None;
    }

    private static ReplyMatch WithQuestion(in DnsQuestion question, DnsMessageView reply, ReadOnlySpan<byte> sentName)
    {
        ReadOnlySpan<byte> octets = reply.Octets;
        if (!NameScan.EqualsIgnoreCase(octets, DnsHeader.Length, question.Name.Wire))
        {
            return ReplyMatch.None;
        }

        int position = NameScan.Skip(octets, DnsHeader.Length);
        if (BinaryPrimitives.ReadUInt16BigEndian(octets[position..]) != (ushort)question.Type
            || BinaryPrimitives.ReadUInt16BigEndian(octets[(position + 2)..]) != (ushort)question.Class)
        {
            return ReplyMatch.None;
        }

        // The question's name is the first in the message, so it cannot be compressed: the octets compare as they are.
        bool sameCase = sentName.IsEmpty || octets[DnsHeader.Length..].StartsWith(sentName);
        return sameCase ? ReplyMatch.Answer : ReplyMatch.CaseDiffers;
    }

    private static ReplyMatch WithoutQuestion(DnsRequest request, DnsMessageView reply)
    {
        if (request.Opcode != Opcode.Query || request.Question is null)
        {
            return ReplyMatch.Answer;
        }

        int expected = (reply.HasEdns ? 1 : 0) + (reply.HasTsig ? 1 : 0);
        bool nothingElse = reply.Answers.Count == 0 && reply.Authority.Count == 0 && reply.Additional.Count == expected;

        // NSD leaves the question out when it does not accept the signature of a request.
        bool refusesSignature = request.Protection is not null && reply.HasTsig && reply.Rcode == Rcode.NotAuth;
        return nothingElse && (refusesSignature || reply.Rcode is Rcode.FormErr or Rcode.NotImp or Rcode.ServFail or Rcode.Refused or Rcode.BadVers)
            ? ReplyMatch.BareError
            : ReplyMatch.None;
    }
}
