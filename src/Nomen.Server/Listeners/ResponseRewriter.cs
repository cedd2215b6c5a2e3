using System.Buffers.Binary;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Server.Listeners;

/// <summary>Makes of a transport's response what one client gets: its ID, flags, letter case and size, and the server's OPT in place of the upstream's. Pure: octets in, octets out.</summary>
internal static class ResponseRewriter
{
    /// <summary>Flags that come from the response; RD and CD come from the client, AD only if it asked (RFC 6840 section 5.8).</summary>
    private const DnsFlags FromResponse = DnsFlags.AA | DnsFlags.TC | DnsFlags.RA;

    private const int CountsOffset = 4;

    /// <summary>Writes the response; returns its length.</summary>
    /// <param name="response">What the transport gave; its question is the client's, letter case apart.</param>
    /// <param name="question">The client's question in wire form.</param>
    /// <param name="asker">What shapes the response.</param>
    /// <param name="opt">The server's OPT; used when the client sent one.</param>
    /// <param name="destination">Where to write: 65,535 octets.</param>
    /// <param name="isTruncated">Whether the response had to be cut.</param>
    public static int Write(DnsMessageView response, ReadOnlySpan<byte> question, in AskerTraits asker, in ServerOpt opt, Span<byte> destination, out bool isTruncated)
    {
        Rcode rcode = Limited(response.Rcode, asker);
        if (response.QuestionCount == 0 && response.Answers.Count == 0)
        {
            isTruncated = false;
            return WriteError(rcode, question, asker, opt, destination);
        }

        // The later messages of a transfer may leave the question out (RFC 5936 section 2.2.1); they do so for the client too.
        question = response.QuestionCount == 0 ? [] : question;
        int head = DnsHeader.Length + question.Length;

        ReadOnlySpan<byte> message = WithoutOpt(response, head, out int additional);
        ReadOnlySpan<byte> ownOpt = ChooseOpt(opt, asker, head);
        MessageEnd end = MessageCutter.Cut(message, head, additional, asker.SizeLimit - ownOpt.Length);
        message[..end.Length].CopyTo(destination);
        question.CopyTo(destination[DnsHeader.Length..]);
        ownOpt.CopyTo(destination[end.Length..]);

        isTruncated = end.IsTruncated;
        DnsFlags flags = (response.Flags & FromResponse) | Echoed(asker) | (isTruncated ? DnsFlags.TC : DnsFlags.None);
        bool wantsAd = asker.DnssecOk || (asker.Flags & DnsFlags.AD) != 0;
        WriteHeader(destination, asker.Id, flags | (wantsAd ? response.Flags & DnsFlags.AD : DnsFlags.None), rcode);
        WriteCounts(destination, response.QuestionCount, end.Answers, end.Authority, end.Additional + (ownOpt.IsEmpty ? 0 : 1));
        return end.Length + ownOpt.Length;
    }

    /// <summary>Writes an error with the client's question and the server's OPT; returns its length.</summary>
    public static int WriteError(Rcode rcode, ReadOnlySpan<byte> question, in AskerTraits asker, in ServerOpt opt, Span<byte> destination)
    {
        ReadOnlySpan<byte> ownOpt = ChooseOpt(opt, asker, DnsHeader.Length + question.Length);
        WriteHeader(destination, asker.Id, Echoed(asker), Limited(rcode, asker));
        WriteCounts(destination, 1, 0, 0, ownOpt.IsEmpty ? 0 : 1);
        question.CopyTo(destination[DnsHeader.Length..]);
        ownOpt.CopyTo(destination[(DnsHeader.Length + question.Length)..]);
        return DnsHeader.Length + question.Length + ownOpt.Length;
    }

    /// <summary>Writes an error that is a header and nothing else, so never longer than the query; returns its length.</summary>
    public static int WriteBareError(Rcode rcode, Opcode opcode, in AskerTraits asker, Span<byte> destination)
    {
        WriteHeader(destination, asker.Id, Echoed(asker), rcode);
        destination[2] |= (byte)((int)opcode << 3);
        WriteCounts(destination, 0, 0, 0, 0);
        return DnsHeader.Length;
    }

    /// <summary>Puts an OPT behind a response that has none; returns the octets added.</summary>
    /// <param name="opt">The record.</param>
    /// <param name="length">Length of the response.</param>
    /// <param name="reply">The response, with room behind it.</param>
    public static int AppendOpt(ReadOnlySpan<byte> opt, int length, Span<byte> reply)
    {
        opt.CopyTo(reply[length..]);
        Span<byte> additional = reply[(CountsOffset + 6)..];
        BinaryPrimitives.WriteUInt16BigEndian(additional, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(additional) + 1));
        return opt.Length;
    }

    private static DnsFlags Echoed(in AskerTraits asker) => DnsFlags.QR | (asker.Flags & (DnsFlags.RD | DnsFlags.CD));

    /// <summary>A code of more than 4 bits needs an OPT, and so a client that sent one.</summary>
    private static Rcode Limited(Rcode rcode, in AskerTraits asker) => (int)rcode <= 0xf || asker.HasEdns ? rcode : Rcode.ServFail;

    private static ReadOnlySpan<byte> ChooseOpt(in ServerOpt opt, in AskerTraits asker, int head)
    {
        if (!asker.HasEdns)
        {
            return [];
        }

        return head + opt.Whole.Length <= asker.SizeLimit ? opt.Whole : opt.Bare;
    }

    /// <summary>The message up to its OPT or TSIG: usually those stand last, and if not it is written anew without them.</summary>
    private static ReadOnlySpan<byte> WithoutOpt(DnsMessageView response, int head, out int additional)
    {
        ReadOnlySpan<byte> octets = response.Octets;
        additional = response.Additional.Count;
        if (!response.HasEdns && !response.HasTsig)
        {
            return octets;
        }

        int position = head;
        int before = response.Answers.Count + response.Authority.Count;
        int kept = -before;
        for (; kept < additional; kept++)
        {
            int fixedPart = NameScan.Skip(octets, position);
            if ((DnsType)BinaryPrimitives.ReadUInt16BigEndian(octets[fixedPart..]) is DnsType.OPT or DnsType.TSIG)
            {
                break;
            }

            position = fixedPart + 10 + BinaryPrimitives.ReadUInt16BigEndian(octets[(fixedPart + 8)..]);
        }

        int removed = (response.HasEdns ? 1 : 0) + (response.HasTsig ? 1 : 0);
        if (kept + removed == additional)
        {
            additional = kept;
            return octets[..position];
        }

        additional -= removed;
        return Rewritten(response);
    }

    private static ReadOnlySpan<byte> Rewritten(DnsMessageView response)
    {
        DnsMessageWriter writer = new(new byte[ushort.MaxValue]);
        writer.TryWriteHeader(0, response.Opcode, response.Flags, response.Rcode);
        if (response.TryGetQuestion(out DnsQuestion question))
        {
            writer.TryWriteQuestion(question);
        }

        for (DnsSection section = DnsSection.Answer; section <= DnsSection.Additional; section++)
        {
            foreach (RecordView record in response.Section(section))
            {
                if (record.Type is not (DnsType.OPT or DnsType.TSIG))
                {
                    // Without OPT and with our compression it is no longer than it was, or the records left out are additional ones.
                    writer.TryWriteRecord(section, record.ToRecord());
                }
            }
        }

        return writer.Written;
    }

    private static void WriteHeader(Span<byte> destination, ushort id, DnsFlags flags, Rcode rcode)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, id);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)((ushort)flags | ((int)rcode & 0xf)));
    }

    private static void WriteCounts(Span<byte> destination, int questions, int answers, int authority, int additional)
    {
        Span<byte> counts = destination[CountsOffset..];
        BinaryPrimitives.WriteUInt16BigEndian(counts, (ushort)questions);
        BinaryPrimitives.WriteUInt16BigEndian(counts[2..], (ushort)answers);
        BinaryPrimitives.WriteUInt16BigEndian(counts[4..], (ushort)authority);
        BinaryPrimitives.WriteUInt16BigEndian(counts[6..], (ushort)additional);
    }
}
