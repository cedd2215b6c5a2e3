using Nomen.Dns.Messages;
using Nomen.Dns.Transports;
using Nomen.Dns.Tsig;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tsig;

/// <summary>The signature of one transmission, and of the replies to it. Belongs to the hop, which calls it from one thread at a time.</summary>
internal sealed class TsigTransmission(TsigProtection protection, TsigClientSession session) : ITransmissionProtection
{
    /// <inheritdoc/>
    public void Sign(ref DnsMessageWriter writer)
    {
        if (!session.TrySign(ref writer, protection.Now))
        {
            throw new InvalidOperationException("There is no room for the signature, which was to be reserved.");
        }
    }

    /// <inheritdoc/>
    public ProtectionVerdict Verify(DnsMessage reply, bool isLast)
    {
        ArgumentNullException.ThrowIfNull(reply);
        TsigVerdict verdict = session.Verify(reply.View, protection.Now, isLast);
        protection.Note(reply, verdict);
        return verdict.Status switch
        {
            // A proven error is a genuine answer; what it means is the transport's to say.
            TsigStatus.Good or TsigStatus.Unsigned or TsigStatus.PeerError => ProtectionVerdict.Accept,
            TsigStatus.UnprovenPeerError => ProtectionVerdict.PeerRefused,
            _ => ProtectionVerdict.Mismatch,
        };
    }
}
