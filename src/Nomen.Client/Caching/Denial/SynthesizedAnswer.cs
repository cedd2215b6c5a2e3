using System.Buffers;
using System.Buffers.Binary;
using Nomen.Client.Caching.Subnets;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching.Denial;

/// <summary>Makes the response that a proof gives an asker: with signatures and proofs for those who asked for them (RFC 8198 section 5). Pure.</summary>
internal static class SynthesizedAnswer
{
    private const int AnswerCountOffset = 6;
    private const int AuthorityCountOffset = 8;

    /// <summary>Payload size that the OPT names: the figure of DNS flag day 2020. Nobody above the hop uses it.</summary>
    private const ushort PayloadSize = 1232;

    private static readonly EdnsRecord WithProofs = EdnsRecord.Default with { DnssecOk = true };
    private static readonly ResponseValidation Secure = new(SecurityStatus.Secure, []);

    /// <summary>The response; null when it would be longer than a message can be.</summary>
    /// <param name="request">The asker's request.</param>
    /// <param name="proof">The proof; all its parts hold at <paramref name="now"/>.</param>
    /// <param name="soa">The zone's SOA record; null when the answer is a wildcard's.</param>
    /// <param name="now">Timestamp from which TTLs count.</param>
    /// <param name="frequency">Timestamps per second.</param>
    public static DnsResponse? TryMake(DnsRequest request, DenialProof proof, DenialRrset? soa, long now, long frequency)
    {
        uint ttl = uint.MaxValue;
        foreach (DenialRrset? part in (ReadOnlySpan<DenialRrset?>)[soa, proof.Wildcard, proof.First, proof.Second, proof.Third])
        {
            if (part is not null)
            {
                // RFC 8198 section 5.4: the answer holds as long as all that it is made of.
                ttl = Math.Min(ttl, part.RemainingAt(now, frequency));
                part.NoteUse();
            }
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(ushort.MaxValue);
        try
        {
            DnsMessageWriter writer = new(buffer);
            Write(ref writer, buffer, request, proof, soa, ttl);
            return !writer.Overflowed && DnsMessage.TryAdopt(writer.Written.ToArray(), out DnsMessage? message, out _)
                ? new DnsResponse(message) { Source = AnswerSource.Synthesized, Validation = Secure }
                : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Write(ref DnsMessageWriter writer, Span<byte> buffer, DnsRequest request, DenialProof proof, DenialRrset? soa, uint ttl)
    {
        bool dnssecOk = request.DnssecOk;
        DnsQuestion question = request.Question!.Value;
        DnsFlags flags = DnsFlags.QR
            | (request.Flags & DnsFlags.RD)
            | (proof.First.RecursionAvailable ? DnsFlags.RA : 0)
            | (dnssecOk || (request.Flags & DnsFlags.AD) != 0 ? DnsFlags.AD : 0);
        writer.TryWriteHeader(0, Opcode.Query, flags, proof.Rcode);
        writer.TryWriteQuestion(question);

        int answers = WritePart(ref writer, proof.Wildcard, question.Name, ttl, dnssecOk);
        int authority = soa is null ? 0 : WritePart(ref writer, soa, soa.Owner, ttl, dnssecOk);
        if (dnssecOk)
        {
            foreach (DenialRrset? part in (ReadOnlySpan<DenialRrset?>)[proof.First, proof.Second, proof.Third])
            {
                authority += part is null ? 0 : WritePart(ref writer, part, part.Owner, ttl, dnssecOk);
            }
        }

        BinaryPrimitives.WriteUInt16BigEndian(buffer[AnswerCountOffset..], (ushort)answers);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[AuthorityCountOffset..], (ushort)authority);
        if (request.Edns is not null)
        {
            // What a zone does not have it has for nobody (RFC 7871 section 7.4).
            Span<byte> subnet = stackalloc byte[SubnetEcho.MaxLength];
            subnet = subnet[..SubnetEcho.Write(request, place: default, subnet)];
            writer.TryWriteEdns(dnssecOk ? WithProofs : EdnsRecord.Default, PayloadSize, moreOptions: subnet);
        }
    }

    private static int WritePart(ref DnsMessageWriter writer, DenialRrset? part, DomainName owner, uint ttl, bool dnssecOk) =>
        part is null ? 0 : PackedRecords.Write(ref writer, part.Records, owner, ttl, dnssecOk);
}
