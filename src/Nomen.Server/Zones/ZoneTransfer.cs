using System.Buffers;
using System.Runtime.CompilerServices;
using Nomen.Dns.Messages;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Server.Zones;

/// <summary>A zone as a stream of messages (RFC 5936 section 2.2): SOA, every other record, SOA.</summary>
internal static class ZoneTransfer
{
    // Compression pointers reach the first 16 KiB of a message (RFC 1035 section 4.1.4): a longer one costs more octets a record, not fewer.
    private const int MessageSize = 16_384;

    /// <summary>The whole zone; a lone SOA for IXFR from a client that is up to date (RFC 1995 section 2); NOTAUTH for a zone that we do not have (RFC 5936 section 2.2.1).</summary>
    public static async IAsyncEnumerable<DnsResponse> SendAsync(ZoneSet zones, DnsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DnsQuestion question = request.Question.GetValueOrDefault();
        if (!zones.TryGet(question.Name, question.Class, out Zone? zone))
        {
            yield return DnsResponse.For(request, Rcode.NotAuth).With(AnswerSource.Zone);
            yield break;
        }

        if (question.Type == DnsType.IXFR && IsUpToDate(zone, request))
        {
            yield return CurrentSoa(zones, request);
            yield break;
        }

        using IEnumerator<ResourceRecord> records = zone.Records.Append(zone.Soa.Records[0]).GetEnumerator();
        bool isMore = records.MoveNext();
        while (isMore)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return NextMessage(request, records, ref isMore);
        }

        await ValueTask.CompletedTask;
    }

    /// <summary>The SOA alone: over UDP the whole answer to IXFR, which sends the client to TCP (RFC 1995 section 2).</summary>
    public static DnsResponse CurrentSoa(ZoneSet zones, DnsRequest request)
    {
        DnsQuestion question = request.Question.GetValueOrDefault();
        if (!zones.TryGet(question.Name, question.Class, out Zone? zone))
        {
            return DnsResponse.For(request, Rcode.NotAuth).With(AnswerSource.Zone);
        }

        ZoneAnswer answer = new() { IsAuthoritative = true };
        answer.Answers.Add(new AnswerPart(zone.Soa, zone.Apex));
        return ZoneResponse.Compose(request, answer);
    }

    /// <summary>Whether the client's serial, in the authority section, is not behind ours (RFC 1982 arithmetic).</summary>
    private static bool IsUpToDate(Zone zone, DnsRequest request)
    {
        ResourceRecord? soa = request.AuthorityRecords.FirstOrDefault(record => record.Type == DnsType.SOA);
        return soa?.Data is SoaData data && (int)(data.Serial - zone.Serial) >= 0;
    }

    private static DnsResponse NextMessage(DnsRequest request, IEnumerator<ResourceRecord> records, ref bool isMore)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        try
        {
            // A record that alone passes the usual size gets a message of its own.
            DnsMessageWriter writer = new(buffer);
            writer.TryWriteHeader(0, Opcode.Query, DnsFlags.QR | DnsFlags.AA | (request.Flags & (DnsFlags.RD | DnsFlags.CD)));
            writer.TryWriteQuestion(request.Question.GetValueOrDefault());
            int empty = writer.Length;
            while (isMore && writer.Length < MessageSize && writer.TryWriteRecord(DnsSection.Answer, records.Current))
            {
                isMore = records.MoveNext();
            }

            if (writer.Length == empty)
            {
                throw new InvalidOperationException($"{records.Current.Owner} {records.Current.Type.ToMnemonic()} does not fit a message.");
            }

            return new DnsResponse(DnsMessage.Parse(writer.Written)) { Source = AnswerSource.Zone };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
