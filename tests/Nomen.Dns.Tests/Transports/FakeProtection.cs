using Nomen.Dns.Messages;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Transports;

/// <summary>A signature of zeros, as long as it is told to be.</summary>
internal sealed class FakeProtection(int overhead, int written) : IRequestProtection, ITransmissionProtection
{
    public int MaxOverhead => overhead;

    public int SignedLength { get; private set; }

    public ITransmissionProtection Begin() => this;

    public void Sign(ref DnsMessageWriter writer)
    {
        SignedLength = writer.Length;
        writer.WriteOctets(new byte[written]);
    }

    public ProtectionVerdict Verify(DnsMessage reply, bool isLast) => ProtectionVerdict.Accept;
}
