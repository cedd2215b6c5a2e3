using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Transports;

/// <summary>Writes a request as the hop sends it. For transports.</summary>
public static class RequestComposer
{
    /// <summary>Composes one transmission; false when it does not fit the buffer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="buffer">Where to write; its length is the size limit.</param>
    /// <param name="hop">What the hop adds.</param>
    /// <param name="length">Octets written.</param>
    public static bool TryCompose(DnsRequest request, Span<byte> buffer, in HopFields hop, out int length)
    {
        ArgumentNullException.ThrowIfNull(request);
        length = 0;
        DnsMessageWriter writer = new(buffer);
        int reserved = hop.Protection is null ? 0 : request.Protection?.MaxOverhead ?? 0;
        bool fits = writer.TryReserve(reserved)
            && writer.TryWriteHeader(hop.Id, request.Opcode, request.Flags)
            && TryWriteQuestion(request, hop.CasedName, ref writer)
            && TryWriteRecords(request, ref writer)
            && TryWriteEdns(request.Edns, hop, reserved, ref writer);
        if (!fits)
        {
            return false;
        }

        writer.Release(reserved);
        hop.Protection?.Sign(ref writer);
        length = writer.Overflowed ? 0 : writer.Length;
        return !writer.Overflowed;
    }

    private static bool TryWriteQuestion(DnsRequest request, ReadOnlySpan<byte> casedName, ref DnsMessageWriter writer)
    {
        if (request.Question is not { } question)
        {
            return true;
        }

        return writer.TryWriteQuestion(casedName.IsEmpty ? question.Name.Wire : casedName, question.Type, question.Class);
    }

    private static bool TryWriteEdns(EdnsRecord? edns, in HopFields hop, int reserved, ref DnsMessageWriter writer) =>
        edns is null
        || writer.TryWriteEdns(edns, edns.PayloadSize ?? hop.PayloadSize, moreOptions: hop.Options, paddingBlock: hop.PaddingBlock, trailing: reserved);

    private static bool TryWriteRecords(DnsRequest request, ref DnsMessageWriter writer)
    {
        foreach (ResourceRecord record in request.AnswerRecords)
        {
            if (!writer.TryWriteRecord(DnsSection.Answer, record))
            {
                return false;
            }
        }

        foreach (ResourceRecord record in request.AuthorityRecords)
        {
            if (!writer.TryWriteRecord(DnsSection.Authority, record))
            {
                return false;
            }
        }

        foreach (ResourceRecord record in request.AdditionalRecords)
        {
            if (!writer.TryWriteRecord(DnsSection.Additional, record))
            {
                return false;
            }
        }

        return true;
    }
}
