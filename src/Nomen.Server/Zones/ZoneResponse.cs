using System.Buffers;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Server.Zones;

/// <summary>Makes the message of an answer: as large as a message can be; what has to be shorter is cut by the listener that knows the client.</summary>
internal static class ZoneResponse
{
    public static DnsResponse Compose(DnsRequest request, ZoneAnswer answer)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        try
        {
            DnsMessageWriter writer = new(buffer);
            DnsFlags flags = DnsFlags.QR | (request.Flags & (DnsFlags.RD | DnsFlags.CD)) | (answer.IsAuthoritative ? DnsFlags.AA : DnsFlags.None);
            writer.TryWriteHeader(0, request.Opcode, flags, answer.Rcode);
            if (request.Question is { } question)
            {
                writer.TryWriteQuestion(question);
            }

            bool isWhole = TryWrite(ref writer, DnsSection.Answer, answer.Answers) && TryWrite(ref writer, DnsSection.Authority, answer.Authority);
            if (!isWhole)
            {
                writer.AddFlags(DnsFlags.TC);
            }
            else
            {
                TryWrite(ref writer, DnsSection.Additional, answer.Additional);
            }

            return new DnsResponse(DnsMessage.Parse(writer.Written)) { Source = AnswerSource.Zone };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryWrite(ref DnsMessageWriter writer, DnsSection section, List<AnswerPart> parts)
    {
        foreach (AnswerPart part in parts)
        {
            foreach (ResourceRecord record in part.Rrset.Records)
            {
                if (!writer.TryWriteRecord(section, record, part.Owner))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
