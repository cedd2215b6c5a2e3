using Nomen.Dns.Messages;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Transports;

/// <summary>The signing state of one transmission and the replies to it.</summary>
public interface ITransmissionProtection
{
    /// <summary>Signs what was written; the last step of composing.</summary>
    void Sign(ref DnsMessageWriter writer);

    /// <summary>Checks a reply as part of matching: a bad signature is a mismatch, and the wait goes on. Called once for each message of a stream.</summary>
    /// <param name="reply">A reply whose ID and question fit.</param>
    /// <param name="isLast">Whether the stream ends with it.</param>
    ProtectionVerdict Verify(DnsMessage reply, bool isLast);
}
