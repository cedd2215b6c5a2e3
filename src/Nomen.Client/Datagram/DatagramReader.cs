using System.Buffers.Binary;
using Nomen.Client.Datagram.Cookies;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Client.Datagram;

/// <summary>Tells what a datagram from the right address is to a transmission (RFC 5452 section 9.1, docs/threats.md A4 to A8). Holds no state.</summary>
internal static class DatagramReader
{
    private const int FlagsOffset = 2;
    private const byte ResponseBit = 0x80;
    private const byte TruncatedBit = 0x02;

    /// <summary>1. Header and ID. 2. The whole message. 3. Opcode, question, letter case. 4. The cookie. 5. The signature. 6. What the server's cookie says. 7. The asker's letter case back.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="transmission">How it was sent.</param>
    /// <param name="datagram">The octets; of a good response the question gets the asker's letter case, in place.</param>
    /// <param name="limit">Longest datagram that the receive buffer takes; a longer one was cut.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="message">The response, for an answer or a refusal of any kind.</param>
    public static DatagramFinding Read(DnsRequest request, DatagramTransmission transmission, Span<byte> datagram, int limit, long now, out DnsMessage? message)
    {
        message = null;

        // 1.
        if (datagram.Length < DnsHeader.Length || (datagram[FlagsOffset] & ResponseBit) == 0)
        {
            return DatagramFinding.Noise;
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(datagram) != transmission.Id)
        {
            return DatagramFinding.NearMiss;
        }

        // 2.
        Span<byte> nameBuffer = stackalloc byte[DomainName.MaxLength];
        ReadOnlySpan<byte> sentName = transmission.WriteName(request, nameBuffer);
        bool isCut = datagram.Length > limit;
        if (isCut || !DnsMessageView.TryParse(datagram, out DnsMessageView view, out _))
        {
            // What its sender or our buffer cut need not be whole to be asked for over TCP; any other broken message is dropped.
            bool isTruncated = isCut || (datagram[FlagsOffset] & TruncatedBit) != 0;
            return isTruncated && CutReply.Repeats(request, datagram, sentName) ? DatagramFinding.Fragment : DatagramFinding.Noise;
        }

        // 3.
        DatagramFinding finding = ReplyMatcher.Match(request, view, sentName) switch
        {
            ReplyMatch.Answer => DatagramFinding.Answer,
            ReplyMatch.BareError => DatagramFinding.Refusal,
            ReplyMatch.CaseDiffers => DatagramFinding.CaseDiffers,
            _ => DatagramFinding.NearMiss,
        };
        if (finding is not (DatagramFinding.Answer or DatagramFinding.Refusal))
        {
            return finding;
        }

        // 4.
        ReadOnlySpan<byte> serverCookie = default;
        CookieFinding cookie = transmission.Cookie is { } sent ? sent.Owner.Jar.Examine(sent, view, now, out serverCookie) : CookieFinding.Fine;
        if (cookie != CookieFinding.Fine)
        {
            return cookie == CookieFinding.Wrong ? DatagramFinding.WrongCookie : DatagramFinding.CookieMissing;
        }

        // 5.
        if (transmission.Protection is { } protection)
        {
            finding = Verify(protection, view, finding);
            if (finding == DatagramFinding.BadSignature)
            {
                return finding;
            }
        }

        // 6.
        if (transmission.Cookie is { } pair && finding != DatagramFinding.SignatureRefusal)
        {
            finding = Learn(pair, serverCookie, view.Rcode, finding, now);
        }

        // 7.
        RestoreCase(request, datagram, view.QuestionCount);
        message = DnsMessage.From(view);
        return finding;
    }

    private static DatagramFinding Learn(CookiePair sent, ReadOnlySpan<byte> serverCookie, Rcode rcode, DatagramFinding finding, long now)
    {
        if (!serverCookie.IsEmpty)
        {
            sent.Owner.Jar.Learn(sent, serverCookie, now);
        }

        return rcode switch
        {
            Rcode.BadCookie => DatagramFinding.BadCookie,
            Rcode.FormErr when serverCookie.IsEmpty => DatagramFinding.CookieRefused,
            _ => finding,
        };
    }

    private static DatagramFinding Verify(ITransmissionProtection protection, DnsMessageView view, DatagramFinding finding) =>
        protection.Verify(DnsMessage.From(view), isLast: true) switch
        {
            ProtectionVerdict.Accept => finding,
            ProtectionVerdict.PeerRefused => DatagramFinding.SignatureRefusal,
            _ => DatagramFinding.BadSignature,
        };

    /// <summary>The name of the question is the first in the message, so it is not compressed.</summary>
    private static void RestoreCase(DnsRequest request, Span<byte> datagram, int questionCount)
    {
        if (questionCount == 1 && request.Question is { } question)
        {
            question.Name.Wire.CopyTo(datagram[DnsHeader.Length..]);
        }
    }
}
