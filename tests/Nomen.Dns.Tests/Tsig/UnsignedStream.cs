using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Dns.Tsig;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Tests.Tsig;

/// <summary>An old server, which signs only some messages of a stream.</summary>
internal sealed class UnsignedStream
{
    private readonly TsigChain _chain;
    private bool _hasFirst;

    public UnsignedStream(TsigKey key, ReadOnlySpan<byte> requestMac)
    {
        _chain = new TsigChain(key);
        _chain.Continue(requestMac);
    }

    /// <summary>A message goes out unsigned.</summary>
    public void Skip(byte[] message) => _chain.AppendUnsigned(message);

    /// <summary>A message goes out signed.</summary>
    public byte[] Signed(byte address)
    {
        byte[] plain = SignedMessages.Response(null, address);
        TsigFields fields = new(SignedMessages.Now, 300);
        byte[] mac = _chain.Compute(plain, 0, 0x1234, fields, _hasFirst, new byte[64]).ToArray();
        _chain.Continue(mac);
        _hasFirst = true;

        DnsMessageWriter writer = new(new byte[512]);
        DnsMessage message = DnsMessage.Parse(plain);
        writer.TryWriteHeader(message.Id, Opcode.Query, message.Flags);
        writer.TryWriteQuestion(message.Question!.Value);
        writer.TryWriteRecord(DnsSection.Answer, message.ReadRecords(DnsSection.Answer)[0]);
        Assert.True(writer.TryAppendRecord(TsigChain.WriteRecord(new byte[TsigChain.MaxRecordLength], _chain.Key.Name, _chain.Key.Algorithm.Name, mac, 0x1234, fields)));
        return writer.Written.ToArray();
    }
}
